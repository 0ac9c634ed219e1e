import { setTimeout } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { backendOf, rawBackendOf } from "./support/backend.ts";
import { Ended, gatewayForAll } from "./support/gateway.ts";

const megabyte = 1024 * 1024;

/** Ways in which a backend fails, and what a REST and an HTTP API answer to each. */
const failures = {
  "hangs up": { url: await rawBackendOf(""), rest: 504, http: 503 },
  "is not there": { url: "http://127.0.0.1:1", rest: 504, http: 503 },
  "never answers": { url: await backendOf(() => undefined), rest: 504, http: 503 },
  "sends one byte a while": {
    ...{ rest: 504, http: 503 },
    url: await backendOf((_, response) => {
      const drip = setInterval(() => response.write("."), 20);
      response.on("close", () => clearInterval(drip));
    }),
  },
  "dies in the middle": {
    url: await rawBackendOf("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf"),
    rest: 504,
    http: 503,
  },
  "speaks no HTTP": { url: await rawBackendOf("SSH-2.0-OpenSSH_9.2\r\n\r\n"), rest: 502, http: 500 },
  "sends a header that is none": { url: await rawBackendOf("HTTP/1.1 200 OK\r\na b: c\r\n\r\n"), rest: 502, http: 500 },
  "sends 100 MB": {
    // Time enough on a busy machine: it is its length that is too much.
    ...{ rest: 500, http: 500, patience: 10_000 },
    url: await backendOf((_, response) => {
      const chunk = Buffer.alloc(megabyte);
      const more = (left: number) => {
        if (left > 0 && !response.destroyed) response.write(chunk, () => more(left - 1));
        else response.end();
      };
      more(100);
    }),
  },
} as const;

const texts: Record<string, string> = {
  "rest 500": "Internal server error",
  "rest 502": "Internal server error",
  "rest 504 away": "Network error communicating with endpoint",
  "rest 504": "Endpoint request timed out",
  "http 500": "Internal Server Error",
  "http 503": "Service Unavailable",
};
const awayFailures = ["hangs up", "is not there", "dies in the middle"];

const events = (Type: string) =>
  Object.fromEntries(
    Object.entries(failures).map(([name, { url, ...failure }]) => [
      name.replaceAll(/\W/g, ""),
      {
        Type,
        Properties: {
          Path: `/${name.replaceAll(/\W/g, "")}`,
          Method: "get",
          Integration: {
            Type: "HTTP_PROXY",
            Uri: url,
            TimeoutInMillis: "patience" in failure ? failure.patience : 300,
          },
        },
      },
    ]),
  );

const functionEvents = (Type: string, api: object) =>
  Object.fromEntries(
    ["Silent", "Broken", "NoJson", "Malformed"].map((name) => [
      name,
      {
        Type: "AWS::Serverless::Function",
        Properties: { Events: { [Type]: { Type, Properties: { Path: `/${name}`, Method: "get", ...api } } } },
      },
    ]),
  );

const apis = (Type: "Api" | "HttpApi") => ({
  Api: {
    Type: Type === "Api" ? "AWS::Serverless::Api" : "AWS::Serverless::HttpApi",
    Properties: { ...(Type === "Api" && { StageName: "v1" }), Events: events(Type) },
  },
  ...functionEvents(Type, Type === "Api" ? { RestApiId: { Ref: "Api" } } : { ApiId: { Ref: "Api" } }),
});

const functions = {
  Silent: () => new Ended({ kind: "no-answer" }),
  Broken: () => {
    throw new Error("no database");
  },
  NoJson: () => new Ended({ kind: "not-json" }),
  Malformed: () => ({ statusCode: "many", body: { not: "text" } }),
};

describe.each(["rest", "http"] as const)("A backend of a %s API", (kind) => {
  const gateway = gatewayForAll(apis(kind === "rest" ? "Api" : "HttpApi"), { functions });
  const get = async (path: string) => {
    const response = await fetch(`${gateway.current.urls.Api}/${path}`);
    return { status: response.status, body: await response.json(), headers: response.headers };
  };

  it.each(Object.entries(failures))("that %s is answered for as AWS does", async (name, expected) => {
    const { status, body } = await get(name.replaceAll(/\W/g, ""));
    const away = kind === "rest" && awayFailures.includes(name) ? " away" : "";
    expect([status, body]).toEqual([expected[kind], { message: texts[`${kind} ${expected[kind]}${away}`] }]);
    expect(gateway.current.log.at(-1)).toMatchObject({ text: "the integration failed", facts: { api: "Api" } });
  });

  it.each([
    ["Silent", 504, 503],
    ["Broken", 502, 500],
    ["NoJson", 502, 500],
    ["Malformed", 502, 500],
  ] as const)("that is the function %s too", async (name, rest, http) => {
    const { status, body } = await get(name);
    const expected = kind === "rest" ? rest : http;
    expect([status, body]).toEqual([expected, { message: texts[`${kind} ${expected}`] }]);
  });

  it("holds little of what many backends send too much", async () => {
    const resident = () => process.memoryUsage.rss();
    for (let time = 0; time < 3; time++) await get("sends100MB");
    globalThis.gc?.();
    const before = resident();
    for (let time = 0; time < 10; time++) await Promise.all([get("sends100MB"), get("sends100MB")]);
    await setTimeout(50);
    expect(resident() - before).toBeLessThan(100 * megabyte);
  });

  it("goes on serving after all of that", async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => get("Malformed")));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([kind === "rest" ? 502 : 500]));
  });
});
