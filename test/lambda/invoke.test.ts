import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { verifySignature } from "../../src/crypto/signature-v4.ts";
import { functionsFor } from "./open.ts";

interface Call {
  readonly method?: string;
  readonly path?: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}
interface Reply {
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

const key = { AWS_ACCESS_KEY_ID: "AKIAREAL", AWS_SECRET_ACCESS_KEY: "r3al" };

/** What the endpoint answers, and what it was asked. */
let reply: (call: Call) => Reply | Promise<Reply> = () => ({});
let calls: Call[] = [];

const server = createServer(async (request, response) => {
  let body = "";
  for await (const chunk of request) body += chunk;
  const call = { method: request.method, path: request.url, headers: request.headers, body };
  calls.push(call);
  const { status = 200, headers, body: text = "null" } = await reply(call);
  response.writeHead(status, headers).end(text);
});

const endpointOf = async (listening: typeof server) => {
  await once(listening.listen(0, "127.0.0.1"), "listening");
  return `http://127.0.0.1:${(listening.address() as AddressInfo).port}`;
};
const endpoint = await endpointOf(server);
const closed = createServer();
const nobody = await endpointOf(closed);
closed.close();
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  calls = [];
});

const url = (name: string) => `${endpoint}/2015-03-31/functions/${name}/invocations`;
const error = (errorType: string, errorMessage: string) => ({ kind: "error", errorType, errorMessage });

describe("A function behind the Invoke API", () => {
  const { call, log } = functionsFor(
    {
      elsewhere: { invoke: endpoint },
      emulated: { invoke: `${endpoint}/`, functionName: "function" },
      nobody: { invoke: nobody },
    },
    key,
  );

  it("is called as the SDK calls it, signed with the service's own keys", async () => {
    reply = () => ({ body: '{"said":"hello"}' });
    expect(await call("elsewhere", { name: "Ada" })).toEqual({ kind: "answer", answer: { said: "hello" } });
    const credentials = { accessKeyId: key.AWS_ACCESS_KEY_ID, secretAccessKey: key.AWS_SECRET_ACCESS_KEY };
    const client = new LambdaClient({ endpoint, region: "us-east-1", credentials });
    const Payload = JSON.stringify({ name: "Ada" });
    const input = { FunctionName: "elsewhere", InvocationType: "RequestResponse", LogType: "Tail", Payload } as const;
    await client.send(new InvokeCommand(input));
    const [ours, sdks] = calls.map(({ method, path, headers, body }) => ({
      ...{ method, path, body },
      type: headers["x-amz-invocation-type"],
      log: headers["x-amz-log-type"],
      scope: /Credential=\S+?\//.exec(headers.authorization ?? "")?.[0],
    }));
    expect(ours).toEqual(sdks);
    const [{ headers, body, ...request }] = calls as [Call];
    const signed = verifySignature({
      ...{ method: request.method ?? "", path: request.path ?? "", query: "", service: "lambda" },
      headers: new Headers(headers as Record<string, string>),
      body: Buffer.from(body),
      secretFor: (id) => (id === key.AWS_ACCESS_KEY_ID ? key.AWS_SECRET_ACCESS_KEY : undefined),
      machineNow: new Date(),
    });
    expect(signed).toMatchObject({ region: "us-east-1", service: "lambda" });
  });

  it("may have another name there", async () => {
    reply = () => ({ body: "1" });
    await call("emulated");
    expect(calls.map(({ path }) => path)).toEqual(["/2015-03-31/functions/function/invocations"]);
  });

  it("has failed when the header says so, or an answer that is an error", async () => {
    const body = '{"errorType":"Denied","errorMessage":"not you","trace":[]}';
    reply = () => ({ headers: { "X-Amz-Function-Error": "Unhandled" }, body });
    expect(await call("elsewhere")).toEqual(error("Denied", "not you"));
    reply = () => ({ body });
    expect(await call("emulated")).toEqual(error("Denied", "not you"));
    reply = () => ({ headers: { "X-Amz-Function-Error": "Unhandled" }, body: '{"errorMessage":"Task timed out"}' });
    expect(await call("elsewhere")).toEqual(error("Unhandled", "Task timed out"));
    reply = () => ({ body: '{"errorMessage":"a claim of this name"}' });
    expect(await call("elsewhere")).toEqual({ kind: "answer", answer: { errorMessage: "a claim of this name" } });
  });

  it("is held to JSON, and to 6 MB", async () => {
    reply = () => ({ body: "<html>" });
    expect(await call("elsewhere")).toEqual({ kind: "not-json" });
    reply = () => ({ body: `"${"x".repeat(10_000_000)}"` });
    expect(await call("elsewhere")).toEqual(
      error(
        "Function.ResponseSizeTooLarge",
        "Response payload size exceeded maximum allowed payload size (6291556 bytes).",
      ),
    );
  });

  it.each([
    [403, {}, "", "AccessDeniedException"],
    [404, {}, '{"Message":"Function not found","Type":"User"}', "ResourceNotFoundException"],
    [429, {}, "", "TooManyRequestsException"],
    [500, {}, "", "ServiceException"],
    [502, { "x-amzn-ErrorType": "EC2ThrottledException" }, "{}", "EC2ThrottledException"],
    [
      400,
      { "x-amzn-ErrorType": "InvalidRequestContentException:http://internal/" },
      "{}",
      "InvalidRequestContentException",
    ],
    [400, {}, '{"__type":"com.amazonaws#ResourceConflictException","message":"later"}', "ResourceConflictException"],
    [302, { location: "http://127.0.0.1:9/" }, "", "ServiceException"],
  ])(
    "was not run where the endpoint answers %i with %j %s, and is called once",
    async (status, headers, body, code) => {
      reply = () => ({ status, headers, body });
      expect(await call("elsewhere")).toMatchObject({
        kind: "not-run",
        code,
        reason: expect.stringContaining(`${url("elsewhere")}: ${status} ${code}`),
      });
      expect(calls.length).toBe(1);
    },
  );

  it("was not run where nobody listens, and the reason names the URL", async () => {
    expect(await call("nobody")).toEqual({
      kind: "not-run",
      code: "ServiceException",
      reason: `${nobody}/2015-03-31/functions/nobody/invocations: nothing listens there (ECONNREFUSED)`,
    });
  });

  it("is no answer when the caller's patience ends", async () => {
    reply = () => new Promise((resolve) => setTimeout(resolve, 2000, {}));
    expect(await call("elsewhere", {}, 100)).toEqual({ kind: "no-answer" });
  });

  it("has what the endpoint tells of its log in ours", async () => {
    reply = () => ({ headers: { "X-Amz-Log-Result": Buffer.from("START\nwell\n").toString("base64") }, body: "1" });
    await call("elsewhere");
    expect(log.lines.at(-1)).toMatch(/^info START\nwell /);
  });
});

describe("A function behind the Invoke API, where the service has no keys of AWS", () => {
  const { call } = functionsFor({ elsewhere: { invoke: endpoint } });

  it("is called all the same, signed with keys that mean nothing", async () => {
    reply = () => ({ body: "1" });
    expect(await call("elsewhere")).toEqual({ kind: "answer", answer: 1 });
    expect(calls[0]?.headers.authorization).toContain("Credential=poolhouse/");
  });
});
