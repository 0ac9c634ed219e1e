import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { connect, type Socket } from "node:net";
import { setTimeout } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { operations } from "../../src/operations/index.ts";
import { peopleOf } from "../support/people.ts";
import { launch, type ServiceProcess } from "../support/process.ts";

const contentType = "application/x-amz-json-1.1";
const prefix = "AWSCognitoIdentityProviderService";

let service: ServiceProcess;
beforeAll(async () => {
  service = await launch();
});
afterAll(async () => {
  const { code, stderr } = await service.kill("SIGTERM");
  const failures = stderr.split("\n").filter((line) => /ERROR|FATAL|^Error/.test(line));
  expect(failures, "what the service took for its own failure").toEqual([]);
  expect(code).toBe(0);
});

const post = (body: string | Uint8Array<ArrayBuffer>, operation = "SignUp", headers: Record<string, string> = {}) =>
  fetch(service.url, {
    method: "POST",
    body,
    headers: { "content-type": contentType, "x-amz-target": `${prefix}.${operation}`, ...headers },
  });

const typeOf = async (answer: Response): Promise<string> => ((await answer.json()) as { __type: string }).__type;

async function socket(): Promise<Socket> {
  const { port } = new URL(service.url);
  const opened = connect(Number(port), "127.0.0.1");
  opened.on("error", () => {});
  await once(opened, "connect");
  return opened;
}

/** All that is answered to these bytes until the service closes the connection, or falls silent. */
async function answerTo(bytes: string | Buffer): Promise<string> {
  const opened = await socket();
  let answer = "";
  opened.setEncoding("latin1").on("data", (text: string) => {
    answer += text;
  });
  opened.setTimeout(500, () => opened.destroy());
  opened.write(bytes);
  await once(opened, "close");
  return answer;
}

const statuses = (answer: string): number[] =>
  [...answer.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, code]) => Number(code));

const requestOf = (line: string, headers = "", body = "") =>
  `${line} HTTP/1.1\r\nHost: localhost\r\n${headers}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;

async function residentMegabytes(): Promise<number> {
  const status = await readFile(`/proc/${service.pid}/status`, "utf8");
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) / 1024;
}

describe("The front door refuses, and stays open to others,", () => {
  it.each<[string, string | Uint8Array<ArrayBuffer>]>([
    ["a body of 2 MB without an end", `{"Username":"${"x".repeat(2_000_000)}`],
    ["a body of 5 MB", `{"Username":"${"x".repeat(5_000_000)}"}`],
    ["bytes that are no UTF-8", Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0xc0, 0x80, 0x22, 0x7d])],
    ["half a surrogate pair", '{"ClientId":"\\ud800"'],
    ["JSON of 200,000 depths", `{"ClientMetadata":${"[".repeat(200_000)}${"]".repeat(200_000)}}`],
    ["objects of 200,000 depths", `${'{"a":'.repeat(200_000)}1${"}".repeat(200_000)}`],
    ["a list of 300,000 values", `{"UserAttributes":[${"1,".repeat(300_000)}1]}`],
    ["no JSON", "<xml/>"],
    ["a list", "[]"],
    ["a number", "1e999"],
    ["null", "null"],
  ])("%s", async (_name, body) => {
    const answer = await post(body);
    expect(answer.status).toBe(400);
    expect(await typeOf(answer)).toBe("SerializationException");
  });

  it("a value of 2 MB", async () => {
    const answer = await post(JSON.stringify({ ClientId: "a".repeat(2_000_000), Username: "x", Password: "x" }));
    expect(answer.status).toBe(400);
    expect(await typeOf(answer)).toBe("InvalidParameterException");
  });

  it.each([
    "",
    "SignUp",
    `${prefix}.`,
    `${prefix}.Nothing`,
    "a.b.c",
    `${prefix}.__proto__`,
    "x".repeat(8000),
    "constructor.name",
  ])("the target %j", async (target) => {
    const answer = await post("{}", "", { "x-amz-target": target });
    expect(answer.status).toBe(400);
    expect(await typeOf(answer)).toBe("UnknownOperationException");
  });

  it.each(["text/plain", "multipart/form-data; boundary=x", "application/x-www-form-urlencoded", "nonsense"])(
    "nothing for its content type %s alone",
    async (type) => {
      const answer = await post("{}", "SignUp", { "content-type": type });
      expect(answer.status).toBe(400);
      expect(await typeOf(answer)).toBe("InvalidParameterException");
    },
  );

  it("every operation's junk with an exception that it names", async () => {
    const junk = [null, true, 0, -1, 1e300, "", "\u0000", "😀".repeat(3000), [], [null], {}, { a: { b: [] } }];
    for (const operation of operations[prefix].keys()) {
      const members = ["UserPoolId", "ClientId", "Username", "AccessToken", "Session", "Filter", "AuthParameters"];
      const inputs = junk.map((value) => Object.fromEntries(members.map((member) => [member, value])));
      for (const input of [...inputs, { __proto__: null, constructor: 1, toString: {} }]) {
        const authorization =
          `AWS4-HMAC-SHA256 Credential=id/20260101/us-east-1/cognito-idp/aws4_request, ` +
          `SignedHeaders=host, Signature=${"0".repeat(64)}`;
        const answer = await post(JSON.stringify(input), operation, { authorization });
        expect(answer.status, `${operation} ${JSON.stringify(input).slice(0, 200)}`).toBe(400);
        expect(await typeOf(answer)).toMatch(/^[A-Z]\w+Exception$/);
      }
    }
  });

  it.each([
    ["GET /", 200],
    ["HEAD /", 200],
    ["PUT /", 404],
    ["BREW /", 400],
    ["GET /us-east-1_Nowhere/.well-known/jwks.json", 404],
    ["GET /us-east-1_Poolhouse/.well-known/jwks.json/", 404],
    ["GET /%", 404],
    ["GET /%00", 404],
    ["GET /%E0%A4%A", 404],
    ["GET //", 404],
    ["GET /../../etc/passwd", 404],
    ["GET /..%2f..%2fetc%2fpasswd", 404],
    [`GET /${"a".repeat(8000)}`, 404],
    ["GET http://elsewhere.example/health", 200],
    ["OPTIONS *", 400],
    ["CONNECT localhost:9500", 0],
    ["TRACE /", 404],
  ])("%s", async (line, status) => {
    const answer = await answerTo(requestOf(line, "Connection: close\r\n"));
    expect(statuses(answer)).toEqual(status === 0 ? [] : [status]);
  });

  it.each([
    ["a header of 20 KB", `GET /health HTTP/1.1\r\nHost: localhost\r\nX-Long: ${"x".repeat(20_000)}\r\n\r\n`, [431]],
    ["5,000 headers", `GET /health HTTP/1.1\r\nHost: localhost\r\n${"a: b\r\n".repeat(5_000)}\r\n`, [431]],
    ["no Host", "GET /health HTTP/1.1\r\n\r\n", [400]],
    ["a Host that is none", "GET /health HTTP/1.1\r\nHost: [::\r\nConnection: close\r\n\r\n", [400]],
    ["a Host with a path", "GET /health HTTP/1.1\r\nHost: a/b?c\r\nConnection: close\r\n\r\n", [400]],
    ["no HTTP", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", [400]],
    ["two lengths", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{} ", [400]],
    [
      "a length beside chunks",
      "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
      [400],
    ],
    ["chunks without sizes", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n", [400]],
  ])("%s", async (_name, bytes, expected) => {
    expect(statuses(await answerTo(Buffer.from(bytes, "latin1")))).toEqual(expected);
  });
});

describe("The front door serves", () => {
  it("requests that come in one piece, each and in their order", async () => {
    const names = Array.from({ length: 50 }, (_, index) => `NoSuchOperation${index}x`);
    const requests = names.map((name) => requestOf("POST /", `X-Amz-Target: ${prefix}.${name}\r\n`, "{}"));
    const answer = await answerTo(requests.join(""));
    expect(statuses(answer)).toEqual(names.map(() => 400));
    const named = [...answer.matchAll(/__type[^}]*(NoSuchOperation\d+x)/g)].map(([, name]) => name);
    expect(named).toEqual(names);
  });

  it("others while 100 clients send byte by byte, and while 500 come and go", async () => {
    const slow = await Promise.all(Array.from({ length: 100 }, socket));
    const request = requestOf("POST /", `X-Amz-Target: ${prefix}.SignUp\r\n`, "{}".padEnd(2000));
    const trickle = async () => {
      for (const byte of request.slice(0, 60)) {
        for (const opened of slow) opened.write(byte);
        await setTimeout(5);
      }
    };
    const dropped = async () => {
      for (let round = 0; round < 10; round++) {
        const opened = await Promise.all(Array.from({ length: 50 }, socket));
        for (const [index, one] of opened.entries()) {
          // Some go without a word, some in the midst of one, some before they have heard the answer.
          one.write(request.slice(0, [0, 40, 200, request.length][index % 4]));
          if (index % 2) one.destroy();
          else one.resetAndDestroy();
        }
      }
    };
    const { signIn } = peopleOf(service);
    const served = async () => {
      for (let turn = 0; turn < 30; turn++) await signIn("alice");
    };
    await Promise.all([trickle(), dropped(), served()]);
    for (const opened of slow) opened.destroy();
    expect((await fetch(`${service.url}/health`)).status).toBe(200);
  });

  it.runIf(process.platform === "linux")("with no more memory for all that is thrown at it", async () => {
    async function barrage(): Promise<void> {
      const bodies = [
        "x".repeat(2_000_000),
        `{"a":${"[".repeat(100_000)}`,
        JSON.stringify({ a: "b".repeat(2_000_000) }),
      ];
      for (let turn = 0; turn < 15; turn++) await Promise.all(bodies.map(async (body) => (await post(body)).text()));
      const opened = await Promise.all(Array.from({ length: 100 }, socket));
      for (const one of opened) {
        one.write(requestOf("POST /", "", "{").slice(0, -1));
        one.destroy();
      }
    }
    await barrage();
    const before = await residentMegabytes();
    for (let turn = 0; turn < 5; turn++) await barrage();
    // 450 MB came in; between two collections of garbage the process may hold some tens of them.
    expect((await residentMegabytes()) - before).toBeLessThan(120);
  });
});
