import { once } from "node:events";
import { type IncomingMessage, type OutgoingHttpHeaders, request } from "node:http";
import { afterAll, describe, expect, it } from "vitest";
import { openRuntimeApi } from "../../src/lambda/command/runtime-api.ts";
import { Turn } from "../../src/lambda/turn.ts";
import { arnOf } from "./open.ts";

const password = "only the program may know it";

describe("The Runtime API", () => {
  const turn = new Turn();
  const api = openRuntimeApi(turn);
  afterAll(() => api.close());

  async function next(headers: OutgoingHttpHeaders = {}): Promise<{ status?: number; text: string }> {
    const url = `http://${await api.address}/2018-06-01/runtime/invocation/next`;
    const [answer] = (await once(request(url, { headers }).end(), "response")) as [IncomingMessage];
    return { status: answer.statusCode, text: (await answer.toArray()).join("") };
  }

  it("gives an event to the program alone: to no page, whatever name has led it here", async () => {
    const payload = JSON.stringify({ request: { password } });
    const invocation = { requestId: "1", arn: arnOf("a"), payload, signal: AbortSignal.timeout(5_000), log() {} };
    void turn.begin(invocation);
    api.offer(invocation, Date.now() + 5_000);
    const [, port] = (await api.address).split(":");
    const ofPages = [
      { host: `rebound.example:${port}` },
      { origin: "https://page.example" },
      { "sec-fetch-site": "cross-site" },
    ];
    for (const headers of ofPages) {
      const { status, text } = await next(headers);
      expect(status).toBe(403);
      expect(text).not.toContain(password);
    }
    expect(await next()).toEqual({ status: 200, text: payload });
  });
});
