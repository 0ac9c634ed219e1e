import { connect } from "node:net";
import type { APIGatewayProxyEvent, APIGatewayProxyEventV2 } from "aws-lambda";
import { describe, expect, it } from "vitest";
import { backendOf } from "./support/backend.ts";
import { gatewayForAll, mistakesIn } from "./support/gateway.ts";
import { mintOf } from "./support/mint.ts";

const mint = mintOf();
const backend = await backendOf((request, response) => void response.end(request.url));

const functions = {
  Tell: (event: unknown) => ({ statusCode: 200, body: JSON.stringify(event) }),
  Judge: (event: { routeArn: string }) => ({
    principalId: "judy",
    policyDocument: { Statement: { Action: "execute-api:Invoke", Effect: "Allow", Resource: "*" } },
    context: { arn: event.routeArn },
  }),
} as never;

const open = { Auth: { Authorizer: "NONE" } };

/** `/guarded` and `/ends/` let nobody pass, and what no other route takes lets everybody. */
const routesOf = (Type: "Api" | "HttpApi", id: object) => {
  const event = (Path: string, more: object = open) => ({ Type, Properties: { Path, Method: "get", ...id, ...more } });
  return {
    Guarded: event("/guarded", {}),
    Ends: event("/ends/", {}),
    One: event("/one/{id}"),
    Rest: event("/{rest+}"),
  };
};

const apis = {
  Rest: {
    Type: "AWS::Serverless::Api",
    Properties: {
      StageName: "prod",
      Auth: {
        DefaultAuthorizer: "Pool",
        Authorizers: { Pool: { UserPoolArn: { "Fn::GetAtt": ["Pool", "Arn"] } } },
      },
    },
  },
  Http: {
    Type: "AWS::Serverless::HttpApi",
    Properties: {
      Auth: {
        DefaultAuthorizer: "Pool",
        Authorizers: {
          Pool: { JwtConfiguration: { issuer: mint.issuer, audience: [mint.clientId] } },
          Judge: {
            ...{ FunctionArn: { "Fn::GetAtt": ["Judge", "Arn"] }, AuthorizerPayloadFormatVersion: "2.0" },
            Identity: { Headers: ["X-Judge"] },
          },
        },
      },
      Events: {
        Proxy: {
          Type: "HttpApi",
          Properties: {
            ...{ Path: "/backend/{proxy+}", Method: "get", ...open },
            Integration: { Type: "HTTP_PROXY", Uri: `${backend}/app/{proxy}` },
          },
        },
        Judged: {
          Type: "HttpApi",
          Properties: {
            ...{ Path: "/judged/{proxy+}", Method: "get", Auth: { Authorizer: "Judge" } },
            Integration: { Type: "AWS_PROXY", Uri: { "Fn::GetAtt": ["Tell", "Arn"] } },
          },
        },
      },
    },
  },
  Staged: {
    Type: "AWS::Serverless::HttpApi",
    Properties: {
      StageName: "dev",
      Events: {
        Default: { Type: "HttpApi", Properties: { Integration: { Type: "HTTP_PROXY", Uri: `${backend}/app/` } } },
      },
    },
  },
  Tell: {
    Type: "AWS::Serverless::Function",
    Properties: {
      Events: {
        ...Object.fromEntries(
          Object.entries(routesOf("Api", { RestApiId: { Ref: "Rest" } })).map(([name, one]) => [`Rest${name}`, one]),
        ),
        ...routesOf("HttpApi", { ApiId: { Ref: "Http" } }),
        Staged: { Type: "HttpApi", Properties: { Path: "/a b", Method: "get", ApiId: { Ref: "Staged" } } },
      },
    },
  },
};

const gateway = gatewayForAll(apis, { mint, functions });

/** Asks for a path as it stands: a client of HTTP would tidy it up. */
async function ask<Event>(api: string, path: string, headers = "") {
  const { hostname, port } = new URL(gateway.current.urls[api] ?? "");
  const socket = connect(Number(port), hostname);
  socket.write(`GET ${path} HTTP/1.1\r\nHost: shop\r\nConnection: close\r\n${headers}\r\n`);
  const [head = "", body = ""] = (await socket.toArray()).join("").split("\r\n\r\n");
  return {
    status: Number(head.slice(9, 12)),
    body,
    event: (body.startsWith("{") ? JSON.parse(body) : {}) as Event,
  };
}

describe("A REST API", () => {
  const rest = (path: string) => ask<APIGatewayProxyEvent>("Rest", path);

  it.each([
    "/prod/guarded",
    "/prod//guarded",
    "//prod///guarded",
    "/prod/guarded/",
    "/prod/guarded//",
    "/prod/%67uarded",
  ])("finds the same resource, and its guard, by %s", async (path) => {
    expect((await rest(path)).status).toBe(401);
  });

  it.each(["/prod/ends", "/prod/ends/"])(
    "takes a template for the same without the slash at its end: %s",
    async (path) => {
      expect((await rest(path)).status).toBe(401);
    },
  );

  it.each([
    ["/prod/a/", "/a/", "a", "/prod/a/"],
    ["/prod//a", "/a", "a", "/prod//a"],
    ["//prod/a", "/a", "a", "/prod/a"],
    ["/prod/a//b", "/a//b", "a//b", "/prod/a//b"],
    ["/prod/a%2Bb/c+d", "/a%2Bb/c+d", "a%2Bb/c+d", "/prod/a%2Bb/c+d"],
  ])("tells a function of %s as AWS does", async (sent, path, parameter, withStage) => {
    const { event } = await rest(sent);
    expect(event).toMatchObject({ path, pathParameters: { rest: parameter }, requestContext: { path: withStage } });
  });

  it("leaves a parameter encoded for a function, as it was sent", async () => {
    expect((await rest("/prod/one/a%2Fb%20c")).event.pathParameters).toEqual({ id: "a%2Fb%20c" });
  });
});

describe("An HTTP API", () => {
  const http = (path: string, headers = "") => ask<APIGatewayProxyEventV2>("Http", path, headers);

  it.each(["/guarded", "//guarded", "/%67uarded", "/%2Fguarded", "/guarded/", "/guarded%2F", "/ends", "/ends/"])(
    "finds the same route, and its guard, by %s",
    async (path) => {
      expect((await http(path)).status).toBe(401);
    },
  );

  it("decodes a path before it looks for a route, and tells a function of it so", async () => {
    expect((await http("/one/a%2Fb")).event).toMatchObject({
      ...{ routeKey: "GET /{rest+}", rawPath: "/one/a/b", pathParameters: { rest: "one/a/b" } },
      requestContext: { http: { path: "/one/a/b" } },
    });
    expect((await http("/one/a%252Fb")).event).toMatchObject({
      ...{ routeKey: "GET /one/{id}", rawPath: "/one/a%2Fb", pathParameters: { id: "a%2Fb" } },
    });
  });

  it("reads a path up to a question mark that was encoded, as AWS was seen to, and leaves the query", async () => {
    expect((await http("/one/a%3Fb/c?d=e")).event).toMatchObject({
      ...{ routeKey: "GET /one/{id}", rawPath: "/one/a", pathParameters: { id: "a" } },
      ...{ rawQueryString: "d=e", requestContext: { http: { path: "/one/a" } } },
    });
    expect((await http("/guarded%3Fx")).status).toBe(401);
    expect((await http("/backend/a%3Fadmin=1")).body).toBe("/app/a");
  });

  it("decodes a path with its stage", async () => {
    expect((await ask<APIGatewayProxyEventV2>("Staged", "/%64ev/a%20b")).event.rawPath).toBe("/dev/a b");
  });

  it("asks a backend for what the path was decoded to, and keeps a slash at its end", async () => {
    expect((await http("/backend/a%2Fb/%252e%20/")).body).toBe("/app/a/b/%252e%20/");
  });

  it("asks a backend behind $default for the whole path within the stage", async () => {
    expect((await ask("Staged", "/dev/x/y%20z/?q=1")).body).toBe("/app/x/y%20z/?q=1");
    expect((await ask("Staged", "/dev")).body).toBe("/app/");
  });

  it("asks an authorizer's function for the decoded path", async () => {
    const { event } = await http("/judged/%61dmin", "X-Judge: x\r\n");
    expect(event.requestContext).toMatchObject({
      authorizer: { lambda: { arn: "arn:aws:execute-api:us-east-1:123456789012:http/$default/GET/judged/admin" } },
    });
  });
});

it.each(["/a//b", "//a"])("A path with an empty segment is none that a route may have: %s", (Path) => {
  const Integration = { Type: "HTTP_PROXY", Uri: backend };
  const Events = { A: { Type: "HttpApi", Properties: { Path, Method: "get", Integration } } };
  expect(mistakesIn({ Api: { Type: "AWS::Serverless::HttpApi", Properties: { Events } } })).toEqual([
    "Api.Properties.Events.A.Properties.Path: must be a path such as /orders/{id} or /{proxy+}",
  ]);
});
