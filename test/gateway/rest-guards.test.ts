import { Sha256 } from "@aws-crypto/sha256-js";
import { SignatureV4 } from "@smithy/signature-v4";
import type { APIGatewayProxyEvent } from "aws-lambda";
import { describe, expect, it } from "vitest";
import { gatewayForAll, openGateway } from "./support/gateway.ts";
import { mintOf } from "./support/mint.ts";

const mint = mintOf();
const accessKeys = new Map([["AKIDGATEWAY", "the secret of the gateway's key"]]);

let asked: object[] = [];
const functions = {
  Echo: (event: APIGatewayProxyEvent) => ({ statusCode: 201, body: JSON.stringify(event) }),
  Judge: (event: { authorizationToken: string; methodArn: string }) => {
    asked.push(event);
    const [effect, resource] = event.authorizationToken.split(" ");
    if (effect === "throw") throw new Error(resource);
    if (effect === "junk") return { principalId: "x", policyDocument: {} };
    const Action = "execute-api:Invoke";
    const Statement =
      effect === "Allow-but-not"
        ? [
            { Action, Effect: "Allow", Resource: "*" },
            { Action, Effect: "Deny", Resource: resource },
          ]
        : [{ Action, Effect: effect, Resource: resource }];
    return {
      principalId: "judy",
      policyDocument: { Version: "2012-10-17", Statement },
      context: { number: 1, flag: true },
    };
  },
} as never;

const event = (Path: string, Method: string, Auth: object) => ({
  Type: "Api",
  Properties: { Path, Method, Auth, RestApiId: { Ref: "Shop" } },
});

const apis = {
  Shop: {
    Type: "AWS::Serverless::Api",
    Properties: {
      StageName: "prod",
      Auth: {
        Authorizers: {
          Judge: { FunctionArn: { "Fn::GetAtt": ["Judge", "Arn"] }, Identity: { Header: "X-Judge" } },
        },
      },
    },
  },
  Echo: {
    Type: "AWS::Serverless::Function",
    Properties: {
      Events: {
        Judged: event("/judged/{proxy+}", "any", { Authorizer: "Judge" }),
        Also: event("/also", "get", { Authorizer: "Judge" }),
        Signed: event("/signed", "post", { Authorizer: "AWS_IAM" }),
        Keyed: event("/keyed", "get", { ApiKeyRequired: true }),
      },
    },
  },
  Key: { Type: "AWS::ApiGateway::ApiKey", Properties: { Value: "the-value-of-the-first-key" } },
  Loose: { Type: "AWS::ApiGateway::ApiKey", Properties: { Value: "the-value-of-a-loose-key" } },
  Plan: {
    Type: "AWS::ApiGateway::UsagePlan",
    Properties: {
      ApiStages: [{ ApiId: { Ref: "Shop" }, Stage: "prod" }],
      Quota: { Limit: 3, Period: "MONTH" },
      Throttle: { RateLimit: 1000, BurstLimit: 1000 },
    },
  },
  PlanKey: {
    Type: "AWS::ApiGateway::UsagePlanKey",
    Properties: { KeyId: { Ref: "Key" }, KeyType: "API_KEY", UsagePlanId: { Ref: "Plan" } },
  },
};

describe("A REST API", () => {
  const gateway = gatewayForAll(apis, { mint, functions, accessKeys });
  const call = async (path: string, init: RequestInit = {}) => {
    const response = await fetch(`${gateway.current.urls.Shop}${path}`, init);
    return { status: response.status, body: JSON.parse(await response.text()) };
  };
  const authorized = () => ({ headers: { authorization: mint.idToken() } });

  describe("with a Lambda authorizer", () => {
    const stage = "arn:aws:execute-api:us-east-1:123456789012:shop/prod";
    const judge = (said: string, path = "/judged/a", method = "GET") =>
      call(path, { method, headers: { "x-judge": said } });

    it("holds the policy against the method of each request, and remembers it", async () => {
      asked = [];
      const said = `Allow ${stage}/GET/judged/a*`;
      expect(await judge(said)).toMatchObject({
        status: 201,
        body: { requestContext: { authorizer: { principalId: "judy", number: "1", flag: "true" } } },
      });
      expect((await judge(said, "/judged/also")).status).toBe(201);
      for (const [path, method] of [
        ["/judged/b", "GET"],
        ["/judged/a", "POST"],
      ] as const) {
        expect(await judge(said, path, method)).toMatchObject({
          ...{ status: 403, body: { Message: "User is not authorized to access this resource" } },
        });
        expect(gateway.current.lastDenial).toBe(
          `policy: expected Allow of execute-api:Invoke on ${stage}/${method}${path}, found implicit deny`,
        );
      }
      expect(asked).toEqual([{ type: "TOKEN", authorizationToken: said, methodArn: `${stage}/GET/judged/a` }]);
    });

    it("remembers an answer for all its routes, and no longer for being used", async () => {
      let moved = 0;
      const clock = { machineNow: () => new Date(Date.now() + moved) };
      const aging = await openGateway(apis, { mint, functions, accessKeys, clock });
      const at = async (seconds: number, path: string) => {
        moved = seconds * 1000;
        await (await fetch(`${aging.urls.Shop}${path}`, { headers: { "x-judge": "Allow *" } })).text();
        return asked.length;
      };
      asked = [];
      expect([await at(0, "/judged/a"), await at(200, "/also"), await at(299, "/judged/a")]).toEqual([1, 1, 1]);
      expect(await at(301, "/judged/a")).toBe(2);
      await aging.close();
    });

    it.each([
      ["/judged/%61dmin", "admin"],
      ["/judged/admin/", "admin"],
      ["/judged/admin", "admin/"],
      ["/judged//admin//", "admin"],
      ["/judged/%61%64min%2F", "admin"],
      ["/judged/adm%69n%ff", "admin*"],
    ])("denies %s where the policy denies %s, which is what it may be read as", async (path, denied) => {
      const said = `Allow-but-not ${stage}/GET/judged/${denied}`;
      expect((await judge(said, "/judged/other")).status).toBe(201);
      expect(await judge(said, path)).toMatchObject({
        ...{ status: 403, body: { Message: expect.stringMatching(/with an explicit deny$/) } },
      });
    });

    it("allows what the policy names as the request was sent, and nothing that only comes to the same", async () => {
      const said = `Allow ${stage}/GET/judged/a%20b/`;
      expect((await judge(said, "/judged/a%20b/")).status).toBe(201);
      expect((await judge(said, "/judged/a%20b")).status).toBe(403);
    });

    it.each([
      ["Deny *", 403, { Message: "User is not authorized to access this resource with an explicit deny" }],
      ["throw Unauthorized", 401, { message: "Unauthorized" }],
      ["throw anything", 500, { message: null }],
      ["junk", 500, { message: null }],
    ])("answers %s as AWS does", async (said, status, body) => {
      expect(await judge(said)).toMatchObject({ status, body });
    });
  });

  describe("with AWS_IAM", () => {
    const signed = async (change: { body?: string; service?: string; key?: string; at?: Date } = {}) => {
      const url = new URL(`${gateway.current.urls.Shop}/signed?a=1&b=x%20y`);
      const signer = new SignatureV4({
        ...{ region: "us-east-1", service: change.service ?? "execute-api", sha256: Sha256 },
        credentials: { accessKeyId: change.key ?? "AKIDGATEWAY", secretAccessKey: "the secret of the gateway's key" },
      });
      const { headers } = await signer.sign(
        {
          ...{ method: "POST", protocol: "http:", hostname: url.hostname, port: Number(url.port), path: url.pathname },
          ...{ query: Object.fromEntries(url.searchParams), headers: { host: url.host }, body: '{"a":1}' },
        },
        { signingDate: change.at },
      );
      return call("/signed?a=1&b=x%20y", { method: "POST", headers, body: change.body ?? '{"a":1}' });
    };

    it("lets a good signature of a configured key pass", async () => {
      expect(await signed()).toMatchObject({
        status: 201,
        body: { requestContext: { identity: { accessKey: "AKIDGATEWAY", userArn: "arn:aws:iam::123456789012:root" } } },
      });
    });

    it.each([
      ["of another body", { body: '{"a":2}' }, /^The request signature we calculated/],
      ["for another service", { service: "cognito-idp" }, /^Credential should be scoped to correct service/],
      ["of an unknown key", { key: "AKIDOTHER" }, /^The security token included in the request is invalid/],
      ["of six minutes ago", { at: new Date(Date.now() - 360_000) }, /^Signature expired/],
    ])("refuses a signature %s", async (_, change, message) => {
      const { status, body } = await signed(change);
      expect([status, body.message]).toEqual([403, expect.stringMatching(message)]);
      expect(gateway.current.lastDenial).toMatch(/^signature: expected a good signature/);
    });

    it("asks for a signature where there is none, and takes no token for one", async () => {
      expect(await call("/signed", { method: "POST" })).toMatchObject({
        status: 403,
        body: { message: "Missing Authentication Token" },
      });
      expect((await call("/signed", { method: "POST", ...authorized() })).status).toBe(403);
    });
  });

  describe("with API keys", () => {
    const keyed = (key?: string) => call("/keyed", { headers: key === undefined ? {} : { "x-api-key": key } });

    it.each([[undefined], ["an unknown one of some length"], ["the-value-of-a-loose-key"]])(
      "refuses %s",
      async (key) => {
        expect(await keyed(key)).toMatchObject({ status: 403, body: { message: "Forbidden" } });
        expect(gateway.current.lastDenial).toMatch(/^api key: expected a key of a usage plan, found /);
      },
    );

    it("counts what a plan allows, and no more", async () => {
      for (let time = 0; time < 3; time++) {
        expect(await keyed("the-value-of-the-first-key")).toMatchObject({
          status: 201,
          body: { requestContext: { identity: { apiKeyId: "Key" } } },
        });
      }
      expect(await keyed("the-value-of-the-first-key")).toMatchObject({
        status: 429,
        body: { message: "Limit Exceeded" },
      });
    });
  });
});
