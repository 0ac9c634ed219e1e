import { once } from "node:events";
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";

/** A balancer in its plainest form: hands each request to the instance whose turn it is. */
export interface AlternatingProxy extends AsyncDisposable {
  readonly url: string;
  /** The operations that each instance was asked for. */
  readonly asked: readonly ReadonlySet<string>[];
  /** Sets the instances' URLs and whose turn it is. */
  begin(instances: readonly string[], turn: number): void;
}

export async function alternatingProxy(): Promise<AlternatingProxy> {
  let instances: readonly string[] = [];
  let turn = 0;
  const asked = [new Set<string>(), new Set<string>()];
  const server = createServer((incoming, outgoing) => {
    const index = turn++ % instances.length;
    const [, operation = ""] = String(incoming.headers["x-amz-target"] ?? "").split(".");
    asked[index]?.add(operation);
    const { method, headers, url } = incoming;
    const forwarded = request(`${instances[index]}${url}`, { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    forwarded.on("error", () => outgoing.destroy());
    incoming.pipe(forwarded);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://localhost:${port}`,
    asked,
    begin(urls, first) {
      instances = urls;
      turn = first;
    },
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}
