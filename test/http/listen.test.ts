import { once } from "node:events";
import { Agent, request } from "node:http";
import { connect, createServer } from "node:net";
import { Hono } from "hono";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { type Listener, listen, UnusablePort } from "../../src/http/listen.ts";

/** A service that answers at once at `/`, and at `/slow` when `finish` is called. */
async function slowService() {
  const { promise: started, resolve: start } = Promise.withResolvers<void>();
  const { promise: finished, resolve: finish } = Promise.withResolvers<void>();
  const app = new Hono();
  app.get("/", (c) => c.text("quick"));
  app.get("/slow", async (c) => {
    start();
    await finished;
    return c.text("slow");
  });
  const listener = await listen(app.fetch, "127.0.0.1", 0);
  onTestFinished(() => listener.close());
  return { listener, url: `http://127.0.0.1:${listener.port}`, started, finish };
}

/** The answer to GET, over a connection that the agent keeps open. */
async function get(url: string, agent: Agent): Promise<string> {
  const [response] = await once(request(url, { agent }).end(), "response");
  const chunks: Buffer[] = await response.toArray();
  return Buffer.concat(chunks).toString();
}

function keepAliveAgent(): Agent {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  onTestFinished(() => agent.destroy());
  return agent;
}

const refused = (listener: Listener): Promise<string> =>
  fetch(`http://127.0.0.1:${listener.port}`).then(
    () => "answered",
    (error) => error.cause.code,
  );

describe("Listening on loopback", () => {
  it.each(["127.0.0.1", "localhost"])("means both of its addresses, on one free port (%s)", async (host) => {
    const listener = await listen(new Hono().get("/", (c) => c.text("here")).fetch, host, 0);
    onTestFinished(() => listener.close());
    for (const address of ["127.0.0.1", "[::1]", "localhost"]) {
      expect(await (await fetch(`http://${address}:${listener.port}`)).text()).toBe("here");
    }
  });

  it.each(["127.0.0.1", "::1"])("is refused in one line when the port is taken on %s", async (host) => {
    const other = createServer().listen({ host, port: 0, ipv6Only: true });
    onTestFinished(() => void other.close());
    await once(other, "listening");
    const { port } = other.address() as { port: number };
    const refusal = await listen(new Hono().fetch, "localhost", port).catch((error) => error);
    expect(refusal).toBeInstanceOf(UnusablePort);
    expect(refusal.message).toBe(`Port ${port} is taken on ${host}; --port chooses another, and 0 a free one.`);
    other.close();
    await once(other, "close");
    const listener = await listen(new Hono().fetch, "localhost", port);
    await listener.close();
  });

  it("is refused in one line on what is no address of the machine", async () => {
    await expect(listen(new Hono().fetch, "192.0.2.1", 0)).rejects.toThrow(
      "192.0.2.1 is no address of this machine (EADDRNOTAVAIL); --host chooses another.",
    );
  });
});

describe("Closing", () => {
  it("answers what is in flight, and takes nothing new", async () => {
    const { listener, url, started, finish } = await slowService();
    const answer = fetch(`${url}/slow`);
    await started;
    const closed = listener.close();
    expect(await refused(listener)).toBe("ECONNREFUSED");
    finish();
    expect(await (await answer).text()).toBe("slow");
    await closed;
  });

  it("waits for no connection that is merely kept alive", async () => {
    const { listener, url } = await slowService();
    const agent = keepAliveAgent();
    expect(await get(url, agent)).toBe("quick");
    expect(await closingTime(listener)).toBeLessThan(1_000);
  });

  it("waits for no connection that is kept alive after its last answer", async () => {
    const { listener, url, started, finish } = await slowService();
    const answer = get(`${url}/slow`, keepAliveAgent());
    await started;
    const closing = closingTime(listener);
    finish();
    expect(await answer).toBe("slow");
    expect(await closing).toBeLessThan(1_000);
  });

  it("does not let a client go on that never pauses", async () => {
    const { listener, url, started, finish } = await slowService();
    const agent = keepAliveAgent();
    const answers = [get(`${url}/slow`, agent), ...Array.from({ length: 200 }, () => get(url, agent))];
    const outcomes = Promise.allSettled(answers);
    await started;
    const closing = closingTime(listener);
    finish();
    expect(await closing).toBeLessThan(1_000);
    expect((await outcomes).filter(({ status }) => status === "rejected").length).toBeGreaterThan(150);
  });

  it("gives up after five seconds on a request that never ends", async () => {
    const { listener, url } = await slowService();
    const socket = connect(listener.port, "127.0.0.1");
    socket.on("error", () => {});
    socket.write("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\nhalf");
    await get(url, keepAliveAgent());
    vi.useFakeTimers({ toFake: ["setTimeout"] });
    onTestFinished(() => void vi.useRealTimers());
    const outcome = vi.fn();
    const closed = listener.close().then(outcome);
    await vi.advanceTimersByTimeAsync(4_900);
    expect(outcome).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(200);
    await closed;
  });
});

async function closingTime(listener: Listener): Promise<number> {
  const begin = performance.now();
  await listener.close();
  return performance.now() - begin;
}
