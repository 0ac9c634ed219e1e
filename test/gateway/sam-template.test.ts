import type { APIGatewayProxyEvent } from "aws-lambda";
import { describe, expect, it, onTestFinished } from "vitest";
import { type GatewayOptions, gatewayForAll, mistakesIn, openGateway } from "./support/gateway.ts";
import { mintOf } from "./support/mint.ts";

const mint = mintOf();
const functions = {
  Orders: (event: APIGatewayProxyEvent) => ({ statusCode: 200, body: JSON.stringify(event.requestContext) }),
} as never;

const api = (properties: object = {}) => ({
  Type: "AWS::Serverless::Api",
  Properties: { StageName: "prod", ...properties },
});
const orders = (events: Record<string, object>) => ({
  Type: "AWS::Serverless::Function",
  Properties: {
    Events: Object.fromEntries(
      Object.entries(events).map(([name, Properties]) => [
        name,
        { Type: "Api", Properties: { Method: "get", RestApiId: { Ref: "Shop" }, ...Properties } },
      ]),
    ),
  },
});

async function call(url: string, init: RequestInit = {}) {
  const response = await fetch(url, init);
  return { status: response.status, body: await response.json() };
}

/** A gateway for one test. */
async function opened(apis: Record<string, unknown>, options: GatewayOptions = {}) {
  const gateway = await openGateway(apis, { mint, functions, ...options });
  onTestFinished(() => gateway.close());
  return gateway;
}

describe("MethodSettings of a SAM template", () => {
  const bound = (HttpMethod: string, ResourcePath: string) => ({
    ...{ HttpMethod, ResourcePath, ThrottlingRateLimit: 0.001, ThrottlingBurstLimit: 1 },
  });

  it.each([
    ["its own path, as CloudFormation writes it", bound("GET", "/~1orders~1{id}"), [429, 200]],
    ["its own path, as a route writes it", bound("GET", "/orders/{id}"), [429, 200]],
    ["every method of a path", bound("*", "/~1orders~1{id}"), [429, 200]],
    ["a method of every path", bound("GET", "/*"), [429, 429]],
    ["everything", bound("*", "/*"), [429, 429]],
    ["another method", bound("PUT", "/*"), [200, 200]],
  ])("throttle a method by what they say of %s", async (_, setting, statuses) => {
    const { urls } = await opened({
      Shop: api({ MethodSettings: [setting] }),
      Orders: orders({ One: { Path: "/orders/{id}" }, Other: { Path: "/other" } }),
    });
    const second = async (path: string) => {
      await call(`${urls.Shop}${path}`);
      return (await call(`${urls.Shop}${path}`)).status;
    };
    expect([await second("/orders/1"), await second("/other")]).toEqual(statuses);
  });

  it("throttle a single method of those that ANY takes, and all of them together where they name none", async () => {
    const { urls } = await opened({
      Shop: api({ MethodSettings: [bound("GET", "/~1orders~1{id}"), bound("*", "/~1other")] }),
      Orders: orders({ One: { Path: "/orders/{id}", Method: "any" }, Other: { Path: "/other", Method: "any" } }),
    });
    const ask = async (method: string, path: string) => (await call(`${urls.Shop}${path}`, { method })).status;
    expect([await ask("GET", "/orders/1"), await ask("GET", "/orders/1")]).toEqual([200, 429]);
    expect([await ask("POST", "/orders/1"), await ask("POST", "/orders/1")]).toEqual([200, 200]);
    expect([await ask("GET", "/other"), await ask("POST", "/other")]).toEqual([200, 429]);
  });
});

describe("Auth.UsagePlan of a SAM template", () => {
  const plan = (CreateUsagePlan: string, more: object = {}) => ({
    Auth: { ApiKeyRequired: true, UsagePlan: { CreateUsagePlan, ...more } },
  });
  const keyed = (url: string, key: string) => call(`${url}/orders`, { headers: { "x-api-key": key } });
  const madeUp = (shown: readonly string[], name: string) =>
    shown.flatMap((line) => new RegExp(`^ {4}API key ${name}: (\\w{40})$`).exec(line)?.[1] ?? []);

  it("makes a key for an API, shows it at the start, and bounds what it may do", async () => {
    const { urls, shown } = await opened({
      Shop: api(plan("PER_API", { Quota: { Limit: 2, Period: "DAY" } })),
      Orders: orders({ List: { Path: "/orders" }, Open: { Path: "/open", Auth: { ApiKeyRequired: false } } }),
    });
    const url = urls.Shop ?? "";
    const [key = ""] = madeUp(shown, "ShopApiKey");
    expect(await call(`${url}/orders`)).toEqual({ status: 403, body: { message: "Forbidden" } });
    expect((await call(`${url}/open`)).status).toBe(200);
    for (let time = 0; time < 2; time++) {
      expect(await keyed(url, key)).toMatchObject({ status: 200, body: { identity: { apiKeyId: "ShopApiKey" } } });
    }
    expect(await keyed(url, key)).toEqual({ status: 429, body: { message: "Limit Exceeded" } });
  });

  it("keeps the value to itself where it does not explain itself to everybody", async () => {
    const { shown } = await opened({ Shop: api(plan("PER_API")) }, { explain: "log only" });
    expect(shown.at(-1)).toBe("    API key ShopApiKey: made up, and told in local mode alone");
  });

  it("takes the value that a key of SAM's name has, and shows none then", async () => {
    const { urls, shown } = await opened({
      Shop: api(plan("PER_API")),
      ShopApiKey: { Type: "AWS::ApiGateway::ApiKey", Properties: { Value: "a-value-that-stays-the-same" } },
      Orders: orders({ List: { Path: "/orders" } }),
    });
    expect((await keyed(urls.Shop ?? "", "a-value-that-stays-the-same")).status).toBe(200);
    expect(shown.join()).not.toContain("API key ShopApiKey");
  });

  it("has one key and one quota for APIs that share them", async () => {
    const shared = plan("SHARED", { Quota: { Limit: 2, Period: "DAY" } });
    const { urls, shown } = await opened({
      ...{ Shop: api(shared), Back: api(shared) },
      Orders: orders({ List: { Path: "/orders" }, Back: { Path: "/orders", RestApiId: { Ref: "Back" } } }),
    });
    const [key = "", ...again] = madeUp(shown, "ServerlessApiKey");
    expect(again).toEqual([key]);
    expect((await keyed(urls.Shop ?? "", key)).status).toBe(200);
    expect((await keyed(urls.Back ?? "", key)).status).toBe(200);
    expect((await keyed(urls.Shop ?? "", key)).status).toBe(429);
  });

  it("makes nothing for NONE, so that no key opens the API", async () => {
    const { urls, shown } = await opened({ Shop: api(plan("NONE")), Orders: orders({ List: { Path: "/orders" } }) });
    expect(shown.join()).not.toContain("API key Shop");
    expect((await keyed(urls.Shop ?? "", "x".repeat(40))).status).toBe(403);
  });

  it("lets a plan of its own name the stage that SAM makes", async () => {
    const { urls } = await opened({
      Shop: api({ Auth: { ApiKeyRequired: true } }),
      Key: { Type: "AWS::ApiGateway::ApiKey", Properties: { Value: "the-value-of-the-only-key" } },
      Plan: {
        Type: "AWS::ApiGateway::UsagePlan",
        Properties: { ApiStages: [{ ApiId: { Ref: "Shop" }, Stage: { Ref: "Shop.Stage" } }] },
      },
      PlanKey: {
        Type: "AWS::ApiGateway::UsagePlanKey",
        Properties: { KeyId: { Ref: "Key" }, KeyType: "API_KEY", UsagePlanId: { Ref: "Plan" } },
      },
      Orders: orders({ List: { Path: "/orders" } }),
    });
    expect((await keyed(urls.Shop ?? "", "the-value-of-the-only-key")).status).toBe(200);
  });
});

describe("Auth.ResourcePolicy of a SAM template", () => {
  const gateway = gatewayForAll(
    {
      Black: api({ Auth: { ResourcePolicy: { IpRangeBlacklist: ["192.0.2.1", "127.0.0.0/8"] } } }),
      White: api({ Cors: "'*'", Auth: { ResourcePolicy: { IpRangeWhitelist: ["192.0.2.0/24", "2001:db8::/32"] } } }),
      Home: api({ Auth: { ResourcePolicy: { IpRangeWhitelist: ["127.0.0.1"], IpRangeBlacklist: ["192.0.2.0/24"] } } }),
      Orders: orders({
        Black: { Path: "/orders", RestApiId: { Ref: "Black" } },
        White: { Path: "/orders", RestApiId: { Ref: "White" } },
        Home: { Path: "/orders", RestApiId: { Ref: "Home" } },
        Own: {
          ...{ Path: "/own", RestApiId: { Ref: "Home" } },
          Auth: { ResourcePolicy: { IpRangeBlacklist: ["127.0.0.1"] } },
        },
      }),
    },
    { mint, functions },
  );
  const from = async (api: string, path: string, init: RequestInit = {}) =>
    call(`${gateway.current.urls[api]?.replace("localhost", "127.0.0.1")}${path}`, init);

  it.each([
    ["Black", "/orders", "GET", "an address outside IpRangeBlacklist"],
    ["White", "/orders", "GET", "an address within IpRangeWhitelist"],
    ["White", "/orders", "OPTIONS", "an address within IpRangeWhitelist"],
    ["Home", "/own", "GET", "an address outside IpRangeBlacklist"],
  ])("denies an address as %s says (%s %s)", async (name, path, method, expected) => {
    const { status, body } = await from(name, path, { method });
    const arn = `arn:aws:execute-api:us-east-1:********9012:${name.toLowerCase()}/prod/${method}${path}`;
    expect([status, body]).toEqual([
      403,
      {
        Message: `User: anonymous is not authorized to perform: execute-api:Invoke on resource: ${arn} with an explicit deny`,
      },
    ]);
    expect(gateway.current.lastDenial).toBe(`resource policy: expected ${expected}, found 127.0.0.1`);
  });

  it("lets an address pass that both lists let", async () => {
    expect((await from("Home", "/orders")).status).toBe(200);
    // Whatever a client says of where it comes from.
    expect((await from("Home", "/orders", { headers: { "x-forwarded-for": "192.0.2.1" } })).status).toBe(200);
    expect((await from("White", "/orders", { headers: { "x-forwarded-for": "192.0.2.1" } })).status).toBe(403);
  });

  it.each(["300.0.0.1", "10.0.0.0/33", "::/129", "example.com", ""])("does not start with the range %j", (range) => {
    expect(mistakesIn({ Shop: api({ Auth: { ResourcePolicy: { IpRangeWhitelist: [range] } } }) })).toEqual([
      "Shop.Properties.Auth.ResourcePolicy.IpRangeWhitelist: must be addresses and ranges of them, such as 192.0.2.0/24",
    ]);
  });
});

describe("RequestModel and RequestParameters of a SAM template", () => {
  const Models = {
    Order: {
      ...{ type: "object", required: ["item"] },
      properties: { item: { type: "string" }, count: { type: "integer", minimum: 1 } },
    },
  };
  const parameters = [
    "method.request.querystring.page",
    { "method.request.header.X-Tenant": { Required: true, Caching: false } },
    { "method.request.querystring.q": { Required: true } },
  ];
  const gateway = gatewayForAll(
    {
      Shop: api({ Models }),
      Orders: orders({
        Put: {
          ...{ Path: "/orders", Method: "put", RequestParameters: parameters },
          RequestModel: { Model: "Order", Required: true, ValidateBody: true, ValidateParameters: true },
        },
        Free: { Path: "/free", Method: "put", RequestParameters: parameters, RequestModel: { Model: "Order" } },
      }),
    },
    { mint, functions },
  );
  const put = (path: string, body?: string, headers: Record<string, string> = {}) =>
    call(`${gateway.current.urls.Shop}${path}`, { method: "PUT", body, headers });
  const tenant = { "x-tenant": "one", "content-type": "application/json" };

  it("lets pass what has all that is asked", async () => {
    expect((await put("/orders?q=1", '{"item":"book","count":2,"more":true}', tenant)).status).toBe(200);
  });

  it.each([
    ["/orders?q=1", {}, "X-Tenant"],
    ["/orders?q=", tenant, "q"],
    ["/orders", {}, "X-Tenant, q"],
  ])("names the parameters that %s has not", async (path, headers, names) => {
    expect(await put(path, '{"item":"book"}', headers)).toEqual({
      ...{ status: 400, body: { message: `Missing required request parameters: [${names}]` } },
    });
  });

  it.each([
    ['{"count":1}', "what the model has at $.item (invalid_type)"],
    ['{"item":1}', "what the model has at $.item (invalid_type)"],
    ['{"item":"a","count":0}', "what the model has at $.count (too_small)"],
    ["[]", "what the model has at $ (invalid_type)"],
    ["{", "JSON"],
    [undefined, "a body"],
  ])("refuses the body %s", async (body, expected) => {
    expect(await put("/orders?q=1", body, tenant)).toEqual({ status: 400, body: { message: "Invalid request body" } });
    expect(gateway.current.lastDenial).toBe(`body: expected ${expected}`);
  });

  it("asks for nothing where neither ValidateBody nor ValidateParameters stands", async () => {
    expect((await put("/free", "{")).status).toBe(200);
  });

  it("does not start with a model that is not there, or that nobody here can judge by", () => {
    const event = (Model: string) => orders({ A: { Path: "/a", RequestModel: { Model, ValidateBody: true } } });
    const shop = api({ Models: { Odd: { type: "object", patternProperties: { "^a": { $ref: "elsewhere" } } } } });
    expect(mistakesIn({ Shop: shop, Orders: event("Nothing") }, { functions })).toEqual([
      "Orders.Properties.Events.A.Properties.RequestModel.Model: names Nothing, which is not among Models",
    ]);
    expect(mistakesIn({ Shop: shop, Orders: event("Odd") }, { functions })).toEqual([
      expect.stringMatching(/RequestModel\.Model: names Odd, which cannot be judged by here: /),
    ]);
  });
});
