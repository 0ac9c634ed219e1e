import type {
  APIGatewayProxyEventV2,
  APIGatewayRequestAuthorizerHandler,
  APIGatewayRequestAuthorizerWithContextHandler,
  APIGatewayTokenAuthorizerWithContextHandler,
} from "aws-lambda";
import { describe, expect, it, onTestFinished } from "vitest";
import { createGuard, requestAuthorizer, simpleAuthorizer, tokenAuthorizer } from "../../src/gateway/index.ts";
import { serve } from "./support/fake-issuer.ts";
import { openGateway } from "./support/gateway.ts";
import { forgeriesOf, mintOf } from "./support/mint.ts";

const mint = mintOf();
const methodArn = "arn:aws:execute-api:us-east-1:123456789012:abc/prod/GET/orders/1";
const everywhere = "arn:aws:execute-api:us-east-1:123456789012:abc/prod/*";
const need = { tokenUse: "access", scopes: ["orders/read"] } as const;

async function guard() {
  const service = await serve(mint);
  onTestFinished(() => service.stop());
  return createGuard({ poolhouse: service.url, issuers: [mint.poolId] });
}

describe("The handler of a TOKEN authorizer", () => {
  const ask = async (authorizationToken: string) =>
    tokenAuthorizer(await guard(), need)({ authorizationToken, methodArn });

  it("allows every method of the stage, and hands the claims on", async () => {
    const token = mint.accessToken();
    expect(await ask(`Bearer ${token}`)).toEqual({
      principalId: "a11ce000-0000-4000-8000-000000000001",
      policyDocument: {
        Version: "2012-10-17",
        Statement: [{ Action: "execute-api:Invoke", Effect: "Allow", Resource: everywhere }],
      },
      context: expect.objectContaining({
        username: "alice",
        exp: expect.any(Number),
        "cognito:groups": '["admins","staff"]',
      }),
    });
  });

  it.each(forgeriesOf(mint, "access"))("answers Unauthorized to one $what", async ({ token }) => {
    await expect(ask(`Bearer ${token}`)).rejects.toThrow(/^Unauthorized$/);
  });

  it("denies by policy what lacks the scope", async () => {
    const { policyDocument, context } = await ask(mint.accessToken({ scope: "profile" }));
    expect(policyDocument.Statement[0]).toEqual({ Action: "execute-api:Invoke", Effect: "Deny", Resource: everywhere });
    expect(context).toEqual({});
  });
});

describe("The handler of a REQUEST authorizer", () => {
  it.each(["Authorization", "authorization"])("finds the token in the header %s", async (name) => {
    const headers = { Accept: "*/*", [name]: `Bearer ${mint.accessToken()}` };
    const { policyDocument } = await requestAuthorizer(await guard(), need)({ headers, methodArn });
    expect(policyDocument.Statement[0].Effect).toBe("Allow");
  });

  it.each([null, undefined, {}])("answers Unauthorized where there is none (%j)", async (headers) => {
    await expect(requestAuthorizer(await guard())({ headers, methodArn })).rejects.toThrow(/^Unauthorized$/);
  });

  it.each(["1.0", "2.0"])("denies by policy where an HTTP API asks in payload format %s", async (version) => {
    const event = { version, headers: {}, ...(version === "1.0" ? { methodArn } : { routeArn: methodArn }) };
    const { policyDocument } = await requestAuthorizer(await guard(), need)(event);
    expect(policyDocument.Statement[0]).toEqual({ Action: "execute-api:Invoke", Effect: "Deny", Resource: everywhere });
  });

  it("answers simply where that is asked for", async () => {
    const simple = simpleAuthorizer(await guard(), need);
    const good = { headers: { authorization: mint.accessToken() }, routeArn: methodArn };
    expect(await simple(good)).toMatchObject({ isAuthorized: true, context: { username: "alice" } });
    const bad = { headers: { authorization: mint.idToken() } };
    expect(await simple(bad)).toEqual({ isAuthorized: false, context: {} });
  });
});

it("are handlers of the types that AWS's functions have", () => {
  const typed = (made: ReturnType<typeof createGuard>) => {
    const token: APIGatewayTokenAuthorizerWithContextHandler<Record<string, string | number | boolean>> =
      tokenAuthorizer(made);
    const request: APIGatewayRequestAuthorizerWithContextHandler<Record<string, string | number | boolean>> =
      requestAuthorizer(made);
    const plain: APIGatewayRequestAuthorizerHandler = requestAuthorizer(made);
    return [token, request, plain];
  };
  expect(typed).toBeTypeOf("function");
});

it("An authorizer's function that answers simply may have null for a context", async () => {
  const Judge = () => ({ isAuthorized: true, context: null });
  const Tell = (event: APIGatewayProxyEventV2) => ({ statusCode: 200, body: JSON.stringify(event.requestContext) });
  const Authorizer = {
    ...{ FunctionArn: { "Fn::GetAtt": ["Judge", "Arn"] }, Identity: { Headers: ["X-Judge"] } },
    ...{ AuthorizerPayloadFormatVersion: "2.0", EnableSimpleResponses: true },
  };
  const gateway = await openGateway(
    {
      Shop: {
        Type: "AWS::Serverless::HttpApi",
        Properties: { Auth: { DefaultAuthorizer: "Judge", Authorizers: { Judge: Authorizer } } },
      },
      Tell: {
        Type: "AWS::Serverless::Function",
        Properties: {
          Events: { Told: { Type: "HttpApi", Properties: { Path: "/told", Method: "get", ApiId: { Ref: "Shop" } } } },
        },
      },
    },
    { mint, functions: { Judge, Tell } as never },
  );
  onTestFinished(() => gateway.close());
  const response = await fetch(`${gateway.urls.Shop}/told`, { headers: { "x-judge": "x" } });
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({ authorizer: { lambda: null } });
});
