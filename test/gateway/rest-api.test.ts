import type { APIGatewayProxyEvent } from "aws-lambda";
import { describe, expect, it } from "vitest";
import { backendOf } from "./support/backend.ts";
import { gatewayForAll, mistakesIn } from "./support/gateway.ts";
import { mintOf } from "./support/mint.ts";

const mint = mintOf();

const backend = await backendOf((request, response) => {
  response.writeHead(request.url?.startsWith("/missing") ? 404 : 200, {
    "content-type": "application/json",
    "www-authenticate": "Basic",
    "x-kept": "yes",
  });
  response.end(JSON.stringify({ method: request.method, url: request.url, headers: request.headers }));
});

const functions = {
  Echo: (event: APIGatewayProxyEvent) => ({
    statusCode: 201,
    headers: { "X-One": "1" },
    multiValueHeaders: { "Set-Cookie": ["a=1", "b=2"] },
    body: JSON.stringify(event),
  }),
  Bytes: () => ({ statusCode: 200, headers: { "content-type": "image/png" }, body: "iVBORw==", isBase64Encoded: true }),
} as never;

const event = (Path: string, Method: string, Properties: object = {}) => ({
  Type: "Api",
  Properties: { Path, Method, RestApiId: { Ref: "Shop" }, ...Properties },
});
const proxy = (Uri: string, more: object = {}) => ({ Integration: { Type: "HTTP_PROXY", Uri, ...more } });
const format =
  '{"id":"$context.requestId","m":"$context.httpMethod","p":"$context.resourcePath","s":$context.status,"who":"$context.authorizer.claims.sub","none":"$context.identity.user"}';

const apis = {
  Shop: {
    Type: "AWS::Serverless::Api",
    Properties: {
      StageName: "prod",
      Variables: { host: backend.replace("http://", "") },
      BinaryMediaTypes: ["image/*"],
      Auth: {
        DefaultAuthorizer: "Pool",
        Authorizers: {
          Pool: { UserPoolArn: { "Fn::GetAtt": ["Pool", "Arn"] } },
        },
      },
      Cors: { AllowOrigin: "'https://shop.example'", AllowHeaders: "'Authorization'" },
      GatewayResponses: {
        DEFAULT_4XX: { ResponseParameters: { Headers: { "Access-Control-Allow-Origin": "'*'" } } },
        UNAUTHORIZED: {
          StatusCode: 418,
          ResponseTemplates: {
            "application/json": '{"why":$context.error.messageString,"type":"$context.error.responseType"}',
          },
        },
      },
      AccessLogSetting: { Format: format },
      Events: {
        Proxy: event("/backend/{proxy+}", "any", {
          Auth: { Authorizer: "NONE" },
          ...proxy("http://$" + "{stageVariables.host}/app/{proxy}", {
            RequestParameters: {
              "integration.request.header.x-static": "'fixed'",
              "integration.request.header.x-path": "method.request.path.proxy",
              "integration.request.header.x-id": "context.requestId",
              "integration.request.querystring.from": "method.request.header.x-from",
            },
          }),
        }),
        Mapped: event("/mapped/{id}", "post", {
          Auth: { Authorizer: "NONE" },
          Integration: {
            ...{ Type: "HTTP", Uri: `${backend}/missing`, IntegrationHttpMethod: "POST" },
            RequestTemplates: { "application/json": '{"id":"$input.params(\'id\')","name":$input.json(\'$.name\')}' },
            PassthroughBehavior: "NEVER",
            IntegrationResponses: [
              { StatusCode: 200 },
              {
                StatusCode: "404",
                SelectionPattern: "4\\d\\d",
                ResponseTemplates: { "application/json": '{"gone":"$context.path"}' },
              },
            ],
          },
        }),
        Mock: event("/mock", "get", {
          Auth: { Authorizer: "NONE" },
          Integration: {
            ...{ Type: "MOCK", RequestTemplates: { "application/json": '{"statusCode": 202}' } },
            IntegrationResponses: [
              {
                ...{ StatusCode: 202, ResponseParameters: { "method.response.header.x-mock": "'yes'" } },
                ResponseTemplates: { "application/json": '{"stage":"$context.stage"}' },
              },
            ],
          },
        }),
      },
    },
  },
  Echo: {
    Type: "AWS::Serverless::Function",
    Properties: {
      Events: {
        Id: event("/orders/{id}", "get"),
        Mine: event("/orders/mine", "GET", { Auth: { Authorizer: "NONE" } }),
        Put: event("/orders/{id}", "put", { Auth: { Authorizer: "NONE" } }),
      },
    },
  },
  Bytes: {
    Type: "AWS::Serverless::Function",
    Properties: { Events: { Get: event("/bytes", "get", { Auth: { Authorizer: "NONE" } }) } },
  },
};

describe("A REST API", () => {
  const gateway = gatewayForAll(apis, { mint, functions });
  const call = async (path: string, init: RequestInit = {}) => {
    const response = await fetch(`${gateway.current.urls.Shop}${path}`, init);
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: text.startsWith("{") ? JSON.parse(text) : text,
    };
  };
  const authorized = () => ({ headers: { authorization: mint.idToken() } });

  it("gives a function a request in payload format 1.0, and answers what it says", async () => {
    const { status, headers, body } = await call("/orders/a%2Fb%20c?x=1&x=2&y=", {
      headers: { ...authorized().headers, "X-Twice": "1" },
    });
    expect([status, headers.get("x-one"), headers.getSetCookie()]).toEqual([201, "1", ["a=1", "b=2"]]);
    expect(headers.get("x-amzn-requestid")).toMatch(/^[0-9a-f-]{36}$/);
    expect(body).toMatchObject({
      resource: "/orders/{id}",
      path: "/orders/a%2Fb%20c",
      httpMethod: "GET",
      pathParameters: { id: "a%2Fb%20c" },
      queryStringParameters: { x: "2", y: "" },
      multiValueQueryStringParameters: { x: ["1", "2"], y: [""] },
      stageVariables: { host: expect.any(String) },
      headers: { "X-Twice": "1" },
      body: null,
      isBase64Encoded: false,
      requestContext: {
        ...{ stage: "prod", apiId: "shop", accountId: "123456789012", resourcePath: "/orders/{id}" },
        path: "/prod/orders/a%2Fb%20c",
        identity: { sourceIp: "127.0.0.1", userArn: null },
        requestTime: expect.stringMatching(/^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/),
      },
    });
  });

  it("prefers a path without parameters, and takes a slash at the end for none", async () => {
    for (const path of ["/orders/mine", "/orders/mine/"]) {
      expect((await call(path)).body).toMatchObject({ resource: "/orders/mine", pathParameters: null });
    }
  });

  it.each([
    ["an unknown path", "/nowhere", "GET"],
    ["a method that the resource has not", "/orders/mine", "PUT"],
  ])("answers Missing Authentication Token to %s", async (_, path, method) => {
    const { status, body, headers } = await call(path, { method });
    expect([status, body]).toEqual([403, { message: "Missing Authentication Token" }]);
    expect(headers.get("x-amzn-errortype")).toBe("MissingAuthenticationTokenException");
    expect(gateway.current.lastDenial).toBe(`route: expected a method and path of the API, found ${method} ${path}`);
  });

  it("answers Forbidden to another stage", async () => {
    const response = await fetch(gateway.current.urls.Shop!.replace("/prod", "/dev/orders/mine"));
    expect([response.status, await response.json()]).toEqual([403, { message: "Forbidden" }]);
  });

  it("answers with the gateway response that the template changed", async () => {
    const { status, body, headers } = await call("/orders/1");
    expect([status, body]).toEqual([418, { why: "Unauthorized", type: "UNAUTHORIZED" }]);
    expect(headers.get("access-control-allow-origin")).toBeNull();
    expect((await call("/nowhere")).headers.get("access-control-allow-origin")).toBe("*");
  });

  it("guards the preflight under a DefaultAuthorizer, as browsers meet it in production", async () => {
    const { status } = await call("/orders/1", { method: "OPTIONS" });
    expect(status).toBe(418);
    const { status: passed, headers } = await call("/orders/1", { method: "OPTIONS", ...authorized() });
    expect(passed).toBe(200);
    expect(headers.get("access-control-allow-origin")).toBe("https://shop.example");
    expect(headers.get("access-control-allow-methods")).toBe("GET,OPTIONS,PUT");
    expect(headers.get("access-control-allow-headers")).toBe("Authorization");
  });

  it("hands a request on to a backend, with what the mappings change", async () => {
    const { status, body, headers } = await call("/backend/a/b%20c/d%2Fe?q=1", {
      ...{ method: "DELETE", headers: { "x-from": "me", connection: "keep-alive" } },
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({ method: "DELETE", url: "/app/a/b%20c/d%2Fe?q=1&from=me" });
    expect(body.headers).toMatchObject({
      "x-static": "fixed",
      "x-id": headers.get("x-amzn-requestid"),
      "x-forwarded-for": "127.0.0.1",
    });
    expect([
      headers.get("x-kept"),
      headers.get("www-authenticate"),
      headers.get("x-amzn-remapped-www-authenticate"),
    ]).toEqual(["yes", null, "Basic"]);
  });

  it("hands on no line break in a header, and other letters as UTF-8", async () => {
    const { status, body } = await call("/backend/a%0d%0ax-evil:%201%E2%82%AC");
    expect(status).toBe(200);
    expect(body.headers["x-evil"]).toBeUndefined();
    expect(Buffer.from(body.headers["x-path"], "latin1").toString()).toBe("a x-evil: 1€");
  });

  it("maps a request and an answer by templates", async () => {
    const post = (type: string) =>
      call("/mapped/7", { method: "POST", headers: { "content-type": type }, body: '{"name":"Ärger \\"x\\""}' });
    expect(await post("application/json")).toMatchObject({ status: 404, body: { gone: "/prod/mapped/7" } });
    expect(await post("text/csv")).toMatchObject({ status: 415, body: { message: "Unsupported Media Type" } });
    expect(await call("/mock")).toMatchObject({ status: 202, body: { stage: "prod" } });
  });

  it("sends the bytes of a binary answer where the client accepts them", async () => {
    const get = async (accept: string) => {
      const response = await fetch(`${gateway.current.urls.Shop}/bytes`, { headers: { accept } });
      return Buffer.from(await response.arrayBuffer()).toString("latin1");
    };
    expect(await get("image/png")).toBe("\x89PNG");
    expect(await get("application/json")).toBe("iVBORw==");
  });

  it("gives a function a binary body in base64, and any other as text", async () => {
    const put = async (type: string) =>
      (await call("/orders/1", { method: "PUT", headers: { "content-type": type }, body: "Ä" })).body;
    expect(await put("image/png")).toMatchObject({ body: "w4Q=", isBase64Encoded: true });
    expect(await put("text/plain")).toMatchObject({ body: "Ä", isBase64Encoded: false });
  });

  it("refuses a body of more than 10 MB", async () => {
    const body = Buffer.alloc(10 * 1024 * 1024 + 1);
    expect(await call("/orders/1", { method: "PUT", body })).toMatchObject({
      status: 413,
      body: { message: "Request Too Long" },
    });
  });

  it("writes the access log that the stage asks for", async () => {
    const { headers } = await call("/orders/1", authorized());
    const { facts } = gateway.current.log.findLast(({ text }) => text === "access")!;
    expect(facts).toEqual({
      api: "Shop",
      access: {
        id: headers.get("x-amzn-requestid"),
        ...{ m: "GET", p: "/orders/{id}", s: 201, who: "a11ce000-0000-4000-8000-000000000001", none: "-" },
      },
    });
  });
});

describe("A declared REST API", () => {
  const api = (properties: object) => ({
    Api: { Type: "AWS::Serverless::Api", Properties: { StageName: "prod", ...properties } },
  });

  it.each<[string, object, string]>([
    ["a stage's name", { StageName: "a-b" }, "Api.Properties.StageName: Stage name only allows a-zA-Z0-9_"],
    [
      "CORS without quotes",
      {
        Cors: "*",
        Events: { A: { Type: "Api", Properties: { Path: "/", Method: "get", Integration: { Type: "MOCK" } } } },
      },
      "Api.Properties.Cors: must have its values in single quotes, such as \"'*'\"",
    ],
    [
      "an authorizer of nothing",
      { Auth: { Authorizers: { A: {} } } },
      "Api.Properties.Auth.Authorizers.A: must have UserPoolArn or FunctionArn",
    ],
    [
      "a directive in a template",
      { GatewayResponses: { UNAUTHORIZED: { ResponseTemplates: { "application/json": "#if(true)#end" } } } },
      "Api.Properties.GatewayResponses.UNAUTHORIZED.ResponseTemplates.application/json: has #if: references alone are done in templates here, and no directives",
    ],
    [
      "an unknown kind of reference",
      { Name: { "Fn::If": [] } },
      "Api.Properties.Name: has Fn::If, and Ref, Fn::GetAtt and Fn::Sub alone are known here",
    ],
  ])("is refused for %s", (_, properties, mistake) => {
    expect(mistakesIn(api(properties))).toEqual([mistake]);
  });
});
