import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { describe, expect, it } from "vitest";
import { backendOf } from "./support/backend.ts";
import { gatewayForAll, mistakesIn } from "./support/gateway.ts";
import { mintOf } from "./support/mint.ts";

const mint = mintOf();

const backend = await backendOf((request, response) => {
  response.writeHead(200, { "access-control-allow-origin": "https://wrong.example", "set-cookie": ["a=1", "b=2"] });
  response.end(JSON.stringify({ method: request.method, url: request.url, headers: request.headers }));
});

const functions = {
  Echo: (event: APIGatewayProxyEventV2) => ({ statusCode: 201, cookies: ["a=1", "b=2"], body: JSON.stringify(event) }),
  Old: (event: object) => ({ statusCode: 200, body: JSON.stringify(event) }),
  Inferred: () => ({ whatever: "it is" }),
  Text: () => "plain",
  Nothing: () => undefined,
} as never;

const event = (Path: string | undefined, Method: string | undefined, Properties: object = {}) => ({
  Type: "HttpApi",
  Properties: { Path, Method, ApiId: { Ref: "Shop" }, ...Properties },
});
const functionOf = (Events: object) => ({ Type: "AWS::Serverless::Function", Properties: { Events } });

const apis = {
  Shop: {
    Type: "AWS::Serverless::HttpApi",
    Properties: {
      StageVariables: { color: "red" },
      Auth: {
        EnableIamAuthorizer: true,
        DefaultAuthorizer: "Pool",
        Authorizers: {
          Pool: { JwtConfiguration: { issuer: mint.issuer, audience: [{ Ref: "Client" }] } },
          Query: {
            JwtConfiguration: { issuer: mint.issuer, audience: [{ Ref: "Client" }] },
            IdentitySource: "$request.querystring.token",
          },
        },
      },
      CorsConfiguration: {
        AllowOrigins: ["https://shop.example"],
        AllowMethods: ["GET", "PUT"],
        AllowHeaders: ["authorization"],
        ExposeHeaders: ["x-total"],
        AllowCredentials: true,
        MaxAge: 600,
      },
      RouteSettings: { "GET /slow": { ThrottlingRateLimit: 0.001, ThrottlingBurstLimit: 2 } },
      Events: {
        Proxy: event("/backend/{proxy+}", "ANY", {
          Auth: { Authorizer: "NONE" },
          Integration: {
            ...{ Type: "HTTP_PROXY", Uri: `${backend}/{proxy}` },
            RequestParameters: {
              "append:header.x-color": "color-$" + "{stageVariables.color}",
              "overwrite:querystring.host": "$request.header.host",
              "overwrite:header.x-role": "$context.authorizer.claims.role",
              "remove:header.x-secret": "''",
            },
          },
        }),
        Whole: event("/whole/{id}", "get", {
          Auth: { Authorizer: "NONE" },
          Integration: {
            ...{ Type: "HTTP_PROXY", Uri: `${backend}/elsewhere` },
            RequestParameters: { "overwrite:path": "/new/$" + "{request.path.id}/$" + "{request.querystring.to}" },
          },
        }),
      },
    },
  },
  Staged: { Type: "AWS::Serverless::HttpApi", Properties: { StageName: "dev" } },
  Echo: functionOf({
    Get: event("/orders/{id}", "get"),
    Any: event("/orders/{id}", "any", { Auth: { Authorizer: "NONE" } }),
    Greedy: event("/orders/{rest+}", "get", { Auth: { Authorizer: "NONE" } }),
    Query: event("/query", "get", { Auth: { Authorizer: "Query" } }),
    Options: event("/own", "options", { Auth: { Authorizer: "NONE" } }),
    Signed: event("/signed", "get", { Auth: { Authorizer: "AWS_IAM" } }),
    Slow: event("/slow", "get", { Auth: { Authorizer: "NONE" } }),
    Staged: { Type: "HttpApi", Properties: { Path: "/a", Method: "get", ApiId: { Ref: "Staged" } } },
  }),
  Old: functionOf({ Get: event("/old", "get", { PayloadFormatVersion: "1.0" }) }),
  Inferred: functionOf({ Get: event("/inferred", "get", { Auth: { Authorizer: "NONE" } }) }),
  Text: functionOf({ Get: event("/text", "get", { Auth: { Authorizer: "NONE" } }) }),
  Nothing: functionOf({ Get: event("/nothing", "get", { Auth: { Authorizer: "NONE" } }) }),
};

describe("An HTTP API", () => {
  const gateway = gatewayForAll(apis, { mint, functions });
  const call = async (path: string, init: RequestInit = {}, api = "Shop") => {
    const response = await fetch(`${gateway.current.urls[api]}${path}`, init);
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: /^[{[]/.test(text) ? JSON.parse(text) : text };
  };
  const authorized = { headers: { authorization: `Bearer ${mint.accessToken()}` } };

  it("gives a function a request in payload format 2.0, and answers what it says", async () => {
    const { status, headers, body } = await call("/orders/a%20b?x=1&x=2&y=", {
      headers: { ...authorized.headers, cookie: "one=1; two=2", "X-Mixed-Case": "1" },
    });
    expect([status, headers.getSetCookie(), headers.get("content-type")]).toEqual([
      201,
      ["a=1", "b=2"],
      "application/json",
    ]);
    expect(headers.get("apigw-requestid")).toMatch(/=$/);
    expect(body).toMatchObject({
      ...{ version: "2.0", routeKey: "GET /orders/{id}", rawPath: "/orders/a b", rawQueryString: "x=1&x=2&y=" },
      cookies: ["one=1", "two=2"],
      headers: { "x-mixed-case": "1" },
      queryStringParameters: { x: "1,2", y: "" },
      pathParameters: { id: "a b" },
      stageVariables: { color: "red" },
      isBase64Encoded: false,
      requestContext: {
        ...{ stage: "$default", apiId: "shop", routeKey: "GET /orders/{id}" },
        http: { method: "GET", path: "/orders/a b", protocol: "HTTP/1.1", sourceIp: "127.0.0.1" },
        authorizer: { jwt: { claims: { username: "alice" }, scopes: null } },
      },
    });
    expect(body.headers.cookie).toBeUndefined();
  });

  it("gives a body as text, or in base64 what is not known to be text", async () => {
    const put = async (type: string) =>
      (await call("/orders/1", { method: "PUT", headers: { "content-type": type }, body: "Ä" })).body;
    expect(await put("application/json")).toMatchObject({ body: "Ä", isBase64Encoded: false });
    expect(await put("application/pdf")).toMatchObject({ body: "w4Q=", isBase64Encoded: true });
  });

  it("gives payload format 1.0 where that is asked for, with claims as text", async () => {
    expect((await call("/old", authorized)).body).toMatchObject({
      ...{ version: "1.0", httpMethod: "GET", body: null },
      requestContext: { authorizer: { claims: { "cognito:groups": "[admins staff]" }, scopes: null } },
    });
  });

  it("takes what a function returns for the body where it has no status", async () => {
    expect(await call("/inferred")).toMatchObject({ status: 200, body: { whatever: "it is" } });
    expect(await call("/text")).toMatchObject({ status: 200, body: "plain" });
    expect(await call("/nothing")).toMatchObject({ status: 500, body: { message: "Internal Server Error" } });
  });

  it("prefers the more specific path, and a method of its own to ANY", async () => {
    expect((await call("/orders/1")).status).toBe(401);
    expect((await call("/orders/1", { method: "POST" })).body.routeKey).toBe("ANY /orders/{id}");
    expect((await call("/orders/1/2")).body.routeKey).toBe("GET /orders/{rest+}");
    expect(await call("/nowhere")).toMatchObject({ status: 404, body: { message: "Not Found" } });
  });

  it("has its stage in the path where that is not $default", async () => {
    expect((await call("/a", {}, "Staged")).body).toMatchObject({
      rawPath: "/dev/a",
      requestContext: { stage: "dev" },
    });
    const outside = await fetch(`${gateway.current.urls.Staged!.replace("/dev", "")}/a`);
    expect([outside.status, await outside.json()]).toEqual([404, { message: "Not Found" }]);
  });

  it("finds a token where the authorizer looks for it", async () => {
    expect((await call(`/query?token=${mint.idToken()}`)).status).toBe(201);
    expect(await call("/query", authorized)).toMatchObject({ status: 401, body: { message: "Unauthorized" } });
    expect(gateway.current.lastDenial).toBe("token: expected a token in $request.querystring.token, found none");
  });

  it("answers a preflight before any authorizer, and an origin that it allows", async () => {
    const preflight = (origin: string, method = "PUT") =>
      call("/orders/1", { method: "OPTIONS", headers: { origin, "access-control-request-method": method } });
    const { status, headers } = await preflight("https://shop.example");
    expect(status).toBe(204);
    expect(Object.fromEntries([...headers].filter(([name]) => name.startsWith("access-control-")))).toEqual({
      "access-control-allow-origin": "https://shop.example",
      "access-control-allow-methods": "GET,PUT",
      "access-control-allow-headers": "authorization",
      "access-control-allow-credentials": "true",
      "access-control-max-age": "600",
    });
    for (const [origin, method, why] of [
      ["https://evil.example", "PUT", "CORS origin: expected https://shop.example, found https://evil.example"],
      ["https://shop.example", "DELETE", "CORS method: expected GET or PUT, found DELETE"],
    ] as const) {
      const refused = await preflight(origin, method);
      expect([refused.status, refused.headers.get("access-control-allow-origin")]).toEqual([204, null]);
      expect([gateway.current.lastDenial, refused.headers.get("x-poolhouse-denied")]).toEqual([why, why]);
    }
  });

  it("leaves the preflight of a path to its own OPTIONS route, where there is one", async () => {
    const headers = { origin: "https://shop.example", "access-control-request-method": "GET" };
    const own = await call("/own", { method: "OPTIONS", headers });
    expect([own.status, own.body.routeKey]).toEqual([201, "OPTIONS /own"]);
    expect(own.headers.get("access-control-allow-origin")).toBe("https://shop.example");
  });

  it("sets CORS itself, also on a refusal, and drops what a backend says of it", async () => {
    const from = (origin: string, path: string) => call(path, { headers: { origin } });
    for (const path of ["/backend/a", "/orders/1"]) {
      const { headers } = await from("https://shop.example", path);
      expect(headers.get("access-control-allow-origin")).toBe("https://shop.example");
      expect(headers.get("access-control-expose-headers")).toBe("x-total");
      expect((await from("https://evil.example", path)).headers.get("access-control-allow-origin")).toBeNull();
    }
  });

  it("hands a request on to a backend, with what the mappings change", async () => {
    const { status, body, headers } = await call("/backend/a/b?host=me&q=1", {
      ...{ method: "POST", body: "x", headers: { "x-secret": "1", "x-color": "blue", "X-Role": "admin" } },
    });
    expect([status, headers.getSetCookie()]).toEqual([200, ["a=1", "b=2"]]);
    const host = new URL(gateway.current.urls.Shop!).host;
    expect(body).toMatchObject({ method: "POST", url: `/a/b?q=1&host=${encodeURIComponent(host)}` });
    expect(body.headers).toMatchObject({ "x-color": "blue, color-red", "content-length": "1" });
    expect(body.headers["x-secret"]).toBeUndefined();
    // Nobody's token has such a claim, and nobody may claim it for themselves.
    expect(body.headers["x-role"]).toBeUndefined();
  });

  it("asks a backend for another path where a mapping says so, and for none above it", async () => {
    expect((await call("/whole/a%20b?to=c")).body.url).toBe("/new/a%20b/c?to=c");
    expect((await call("/whole/a?to=../../x")).body.url).toBe("/new/a///x?to=..%2F..%2Fx");
  });

  it("throttles a route by its settings", async () => {
    expect([(await call("/slow")).status, (await call("/slow")).status]).toEqual([201, 201]);
    expect(await call("/slow")).toMatchObject({ status: 429, body: { message: "Too Many Requests" } });
  });

  it("denies every signature while no access key is configured", async () => {
    const authorization = `AWS4-HMAC-SHA256 Credential=AKID/20260101/us-east-1/execute-api/aws4_request, SignedHeaders=host, Signature=${"0".repeat(64)}`;
    expect(await call("/signed", { headers: { authorization } })).toMatchObject({
      status: 403,
      body: { message: "Forbidden" },
    });
    expect(gateway.current.lastDenial).toBe(
      "signature: expected a key of POOLHOUSE_ACCESS_KEYS, found none is configured",
    );
    expect((await call("/signed")).status).toBe(403);
  });

  it("answers 413 to a body of more than 10 MB", async () => {
    const body = Buffer.alloc(10 * 1024 * 1024 + 1);
    expect(await call("/orders/1", { method: "PUT", body })).toMatchObject({
      ...{ status: 413, body: { message: "Request Entity Too Large" } },
    });
  });
});

describe("A declared HTTP API", () => {
  const api = (properties: object) => ({ Api: { Type: "AWS::Serverless::HttpApi", Properties: properties } });

  it.each<[string, object, string]>([
    [
      "credentials of every origin",
      { CorsConfiguration: { AllowOrigins: ["*"], AllowCredentials: true } },
      "Api.Properties.CorsConfiguration: allow-credentials is not supported if 'allow-origin' is *",
    ],
    [
      "an authorizer without an audience",
      { Auth: { Authorizers: { A: { JwtConfiguration: { issuer: "https://a.example" } } } } },
      "Api.Properties.Auth.Authorizers.A.JwtConfiguration.audience: must not be empty",
    ],
    [
      "simple answers in payload format 1.0",
      { Auth: { Authorizers: { A: { FunctionArn: "arn:x", EnableSimpleResponses: true } } } },
      "Api.Properties.Auth.Authorizers.A.EnableSimpleResponses: must stand beside AuthorizerPayloadFormatVersion 2.0",
    ],
    [
      "AWS_IAM that is not turned on",
      { Auth: { DefaultAuthorizer: "AWS_IAM" } },
      "Api.Properties.Auth.DefaultAuthorizer: names AWS_IAM, which takes EnableIamAuthorizer: true",
    ],
    [
      "a MOCK",
      { Events: { A: { Type: "HttpApi", Properties: { Path: "/", Method: "get", Integration: { Type: "MOCK" } } } } },
      "Api.Properties.Events.A.Properties.Integration.Type: is not of an HTTP API",
    ],
  ])("is refused for %s", (_, properties, mistake) => {
    expect(mistakesIn(api(properties))).toEqual([mistake]);
  });
});
