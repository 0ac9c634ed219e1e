import { connect } from "node:net";
import { describe, expect, it } from "vitest";
import { backendOf, rawBackendOf } from "./support/backend.ts";
import { gatewayForAll, openGateway } from "./support/gateway.ts";
import { loadBalancerOf } from "./support/load-balancer.ts";
import { mintOf } from "./support/mint.ts";

const mint = mintOf();

/** Tells what it was asked for. */
const echo = await backendOf((request, response) => {
  response.end(JSON.stringify({ url: request.url, headers: request.headers }));
});

/** What no client of HTTP would send, and no server: the answer to the bytes. */
async function sent(url: string, bytes: string): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.write(bytes);
  return (await socket.toArray()).join("");
}

/** Headers whose names mean something to JavaScript, and statuses that Node's own server does not send. */
const oddAnswers = {
  constructor: "HTTP/1.1 200 OK\r\nconstructor: x\r\ntoString: y\r\n__proto__: z\r\ncontent-length: 2\r\n\r\nok",
  "status 099": "HTTP/1.1 099 Odd\r\ncontent-length: 0\r\n\r\n",
  "status 000": "HTTP/1.1 000 Odd\r\ncontent-length: 0\r\n\r\n",
  "status 999": "HTTP/1.1 999 Odd\r\ncontent-length: 0\r\n\r\n",
};
const oddBackends = await Promise.all(Object.values(oddAnswers).map(rawBackendOf));

const proxy = (Uri: string, more: object = {}) => ({ Integration: { Type: "HTTP_PROXY", Uri, ...more } });
const oddEvents = (Type: string) =>
  Object.fromEntries(
    oddBackends.map((url, index) => [
      `Odd${index}`,
      { Type, Properties: { Path: `/odd/${index}`, Method: "get", Auth: { Authorizer: "NONE" }, ...proxy(url) } },
    ]),
  );
const nameOf = (Type: string) => (Type === "Api" ? "Rest" : "Http");

/** A guarded folder of a backend, all else of which is open. */
const apiOf = (Type: "Api" | "HttpApi", Auth: object) => ({
  Type: Type === "Api" ? "AWS::Serverless::Api" : "AWS::Serverless::HttpApi",
  Properties: {
    ...(Type === "Api" && { StageName: "v1" }),
    Auth: { DefaultAuthorizer: "Pool", ...Auth },
    Events: {
      ...oddEvents(Type),
      Admin: { Type, Properties: { Path: "/admin/{proxy+}", Method: "any", ...proxy(`${echo}/admin/{proxy}`) } },
      Open: {
        Type,
        Properties: {
          ...{ Path: "/{proxy+}", Method: "any", Auth: { Authorizer: "NONE" } },
          ...proxy(`${echo}/{proxy}`, {
            RequestParameters:
              Type === "Api"
                ? {
                    "integration.request.path.proxy": "method.request.path.proxy",
                    "integration.request.header.x-user": "context.authorizer.claims.sub",
                  }
                : { "overwrite:header.x-user": "$context.authorizer.claims.sub" },
          }),
        },
      },
      User: {
        Type,
        Properties: {
          ...{ Path: "/users/{id}/public", Method: "get", Auth: { Authorizer: "NONE" } },
          ...proxy(`${echo}/users/{id}/public`),
        },
      },
    },
  },
});

const gateway = gatewayForAll(
  {
    Rest: apiOf("Api", { Authorizers: { Pool: { UserPoolArn: { "Fn::GetAtt": ["Pool", "Arn"] } } } }),
    Http: apiOf("HttpApi", {
      Authorizers: { Pool: { JwtConfiguration: { issuer: mint.issuer, audience: [mint.clientId] } } },
    }),
  },
  { mint },
);

describe.each(["Api", "HttpApi"] as const)("An API of the events %s", (Type) => {
  const url = () => gateway.current.urls[nameOf(Type)] ?? "";
  const path = (after: string) => `${Type === "Api" ? "/v1" : ""}${after}`;
  /** What the backend was asked for, or the status. */
  const asked = async (after: string, headers = "") => {
    const answer = await sent(
      url(),
      `GET ${path(after)} HTTP/1.1\r\nHost: shop\r\nConnection: close\r\n${headers}\r\n`,
    );
    const [head = "", body = ""] = answer.split("\r\n\r\n");
    return { status: Number(head.slice(9, 12)), told: body.startsWith('{"url') ? JSON.parse(body) : undefined };
  };

  it.each(Object.keys(oddAnswers).map((what, index) => [what, index] as const))(
    "outlives a backend that answers with %s",
    async (what, index) => {
      const response = await fetch(`${url()}/odd/${index}`);
      const malformed = Type === "Api" ? 502 : 500;
      expect(response.status).toBe(what === "constructor" ? 200 : malformed);
      if (what === "constructor") expect(response.headers.get("constructor")).toBe("x");
      expect((await asked("/after")).status).toBe(200);
    },
  );

  it.each([
    ["/..;/admin/secret", "/..%3B/admin/secret"],
    ["/%252e%252e/admin", "/%252e%252e/admin"],
    ["/ADMIN/secret", "/ADMIN/secret"],
  ])("leads nobody past a guard by %s", async (given, told) => {
    expect(await asked(given)).toMatchObject({ status: 200, told: { url: told } });
  });

  it.each(["/admin/secret", "/%61dmin/secret", "//admin/secret"])("guards %s", async (given) => {
    expect(await asked(given)).toEqual({ status: 401, told: undefined });
  });

  it.each([
    "/x/..%2Fadmin/secret",
    "/%2e%2e/admin/secret",
    "/admin/..%2f..",
    "/admin/./x",
    "/x/%5c..%5cadmin",
    "/x/..",
    "/users/1%2F..%2F..%2Fx/public",
  ])("refuses %s, which leads elsewhere for whoever follows its dots", async (given) => {
    expect(await asked(given)).toEqual({ status: 400, told: undefined });
    expect(gateway.current.lastDenial).toMatch(/^path: expected no segment of dots, found \//);
  });

  it("keeps an encoded slash in a path from reaching what a guard stands before, or another resource", async () => {
    const isRest = Type === "Api";
    expect((await asked("/admin%2Fsecret")).told?.url).toBe(isRest ? "/admin%2Fsecret" : undefined);
    const { told } = await asked("/users/1%2Fprivate%2Fx/public");
    expect(told.url).toBe(isRest ? "/users/1%2Fprivate%2Fx/public" : "/users/1/private/x/public");
  });

  it("takes two Authorization headers for neither", async () => {
    const good = `Authorization: Bearer ${Type === "Api" ? mint.idToken() : mint.accessToken()}\r\n`;
    expect((await asked("/admin/a", good)).status).toBe(200);
    expect((await asked("/admin/a", `${good}Authorization: Bearer x\r\n`)).status).toBe(401);
    expect((await asked("/admin/a", `Authorization: Bearer x\r\n${good}`)).status).toBe(401);
  });

  it("lets nobody say in other letters what a mapping says of them", async () => {
    const { told } = await asked("/a", "x_user: mallory\r\nX-User: mallory\r\nX_USER: mallory\r\n");
    expect(Object.keys(told.headers).filter((name) => /^x.user$/.test(name))).toEqual([]);
  });

  it.each([
    ["Content-Length and Transfer-Encoding", "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n"],
    ["two lengths", "Content-Length: 4\r\nContent-Length: 5\r\n"],
    ["an encoding after chunked", "Transfer-Encoding: chunked, identity\r\n"],
    ["a space before the colon", "Transfer-Encoding : chunked\r\n"],
    ["two hosts", "Host: other\r\n"],
  ])("refuses a request with %s, by which another could hide in it", async (_, headers) => {
    const inner = "GET /admin/secret HTTP/1.1\r\nHost: shop\r\n\r\n";
    const answer = await sent(
      url(),
      `POST ${path("/a")} HTTP/1.1\r\nHost: shop\r\nConnection: close\r\n${headers}\r\n0\r\n\r\n${inner}`,
    );
    expect(answer.match(/HTTP\/1\.1 \d\d\d/g)).toEqual(["HTTP/1.1 400"]);
  });

  it("judges each of the requests that come at once", async () => {
    const one = (after: string, more = "") => `GET ${path(after)} HTTP/1.1\r\nHost: shop\r\n${more}\r\n`;
    const answer = await sent(url(), `${one("/a")}${one("/admin/a")}${one("/b", "Connection: close\r\n")}`);
    expect(answer.match(/HTTP\/1\.1 \d\d\d/g)).toEqual(["HTTP/1.1 200", "HTTP/1.1 401", "HTTP/1.1 200"]);
  });

  it("tells a client that its body is too long, also where it did not say so before", async () => {
    const { hostname, port } = new URL(url());
    const socket = connect(Number(port), hostname);
    socket.write(`PUT ${path("/a")} HTTP/1.1\r\nHost: shop\r\nTransfer-Encoding: chunked\r\n\r\n`);
    const chunk = Buffer.alloc(1024 * 1024);
    for (let megabytes = 0; megabytes < 30; megabytes++) {
      socket.write(`${chunk.length.toString(16)}\r\n`);
      socket.write(chunk);
      socket.write("\r\n");
    }
    socket.write(`0\r\n\r\nGET ${path("/b")} HTTP/1.1\r\nHost: shop\r\nConnection: close\r\n\r\n`);
    // And then the next request has its turn.
    const answers = (await socket.toArray()).join("");
    expect(answers.match(/HTTP\/1\.1 \d\d\d/g)).toEqual(["HTTP/1.1 413", "HTTP/1.1 200"]);
  });

  it("bounds the request line with the headers", async () => {
    expect((await asked(`/a?${"x".repeat(10_240)}`)).status).toBe(431);
  });
});

const { apis } = await loadBalancerOf();

describe("A load balancer", () => {
  const balancer = gatewayForAll(
    {
      ...apis,
      ...Object.fromEntries(
        oddBackends.flatMap((url, index) => [
          [
            `OddTargets${index}`,
            {
              Type: "AWS::ElasticLoadBalancingV2::TargetGroup",
              Properties: { Protocol: "HTTP", Port: Number(new URL(url).port), Targets: [{ Id: "127.0.0.1" }] },
            },
          ],
          [
            `OddRule${index}`,
            {
              Type: "AWS::ElasticLoadBalancingV2::ListenerRule",
              Properties: {
                ...{ ListenerArn: { Ref: "Listener" }, Priority: 100 + index },
                Conditions: [{ Field: "path-pattern", Values: [`/odd/${index}`] }],
                Actions: [{ Type: "forward", TargetGroupArn: { Ref: `OddTargets${index}` } }],
              },
            },
          ],
        ]),
      ),
    },
    { mint, functions: { Echo: () => undefined } as never, findSignIn: () => Promise.reject(new Error("nobody")) },
  );
  const url = () => balancer.current.urls.Listener ?? "";

  it.each(Object.keys(oddAnswers).map((what, index) => [what, index] as const))(
    "outlives a target that answers with %s",
    async (what, index) => {
      expect((await fetch(`${url()}/odd/${index}`)).status).toBe(what === "constructor" ? 200 : 502);
      expect((await fetch(`${url()}/health`)).status).toBe(200);
    },
  );

  it.each(["x_amzn_oidc_identity", "X-Amzn_Oidc-Identity", "x_amzn_oidc_data"])(
    "lets no %s through, which CGI, WSGI and PHP read as its own header",
    async (name) => {
      const answer = await sent(
        url(),
        `GET /open/x HTTP/1.1\r\nHost: shop\r\nConnection: close\r\n${name}: mallory\r\n\r\n`,
      );
      expect(answer).toMatch(/^HTTP\/1\.1 200/);
      expect(answer).not.toContain("mallory");
    },
  );

  it("lets go of a target's connection when its client has gone before the answer", async () => {
    let gone: Promise<unknown> | undefined;
    const { promise: asked, resolve: isAsked } = Promise.withResolvers<void>();
    const { promise: answering, resolve: answer } = Promise.withResolvers<void>();
    const slow = await backendOf(async (request, response) => {
      request.socket.on("error", () => undefined);
      gone = new Promise((closed) => request.socket.once("close", closed));
      isAsked();
      await answering;
      const fill = () => {
        while (response.write(Buffer.alloc(65_536)));
      };
      response.on("drain", fill);
      fill();
    });
    const port = Number(new URL(slow).port);
    const own = await openGateway(
      {
        Listener: {
          Type: "AWS::ElasticLoadBalancingV2::Listener",
          Properties: { Port: 0, DefaultActions: [{ Type: "forward", TargetGroupArn: { Ref: "Slow" } }] },
        },
        Slow: {
          Type: "AWS::ElasticLoadBalancingV2::TargetGroup",
          Properties: { Protocol: "HTTP", Port: port, Targets: [{ Id: "127.0.0.1" }] },
        },
      },
      { mint },
    );
    const leaving = new AbortController();
    const left = fetch(`${own.urls.Listener}/`, { signal: leaving.signal }).catch(() => "left");
    await asked;
    leaving.abort();
    expect(await left).toBe("left");
    answer();
    await gone;
    await own.close();
  });
});
