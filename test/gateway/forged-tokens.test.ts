import { describe, expect, it } from "vitest";
import {
  createGuard,
  type Guard,
  type Need,
  requestAuthorizer,
  simpleAuthorizer,
  tokenAuthorizer,
} from "../../src/gateway/index.ts";
import { serve } from "./support/fake-issuer.ts";
import { type GatewayOptions, gatewayForAll } from "./support/gateway.ts";
import { forgeriesOf, mintOf } from "./support/mint.ts";

const mint = mintOf();

/** What a backend behind each route answers with: what it was told of the caller. */
const echo = (event: { requestContext: { authorizer?: object } }) => ({
  statusCode: 200,
  body: JSON.stringify(event.requestContext.authorizer ?? null),
});

/** The library's own handlers as the functions of Lambda authorizers. */
function authorizerFunctions(): GatewayOptions["functions"] {
  let guard: Promise<Guard> | undefined;
  const need: Need = { tokenUse: "access", audience: [mint.clientId], scopes: ["orders/read"] };
  const made = () => {
    guard ??= serve(mint).then(({ url }) => createGuard({ poolhouse: url, issuers: [mint.poolId] }));
    return guard;
  };
  return {
    Token: async (event) => tokenAuthorizer(await made(), need)(event),
    Request: async (event) => requestAuthorizer(await made(), need)(event),
    Simple: async (event) => simpleAuthorizer(await made(), need)(event),
    Echo: echo as never,
  };
}

const route = (Type: string, Path: string, Auth: object, api: object) => ({
  Type,
  Properties: { Path, Method: "get", Auth, ...api },
});

const apis = {
  Rest: {
    Type: "AWS::Serverless::Api",
    Properties: {
      StageName: "prod",
      Auth: {
        DefaultAuthorizer: "Cognito",
        Authorizers: {
          Cognito: { UserPoolArn: { "Fn::GetAtt": ["Pool", "Arn"] } },
          OneClient: {
            UserPoolArn: { "Fn::GetAtt": ["Pool", "Arn"] },
            Identity: { ValidationExpression: mint.clientId },
          },
          Token: { FunctionArn: { "Fn::GetAtt": ["Token", "Arn"] }, Identity: { ReauthorizeEvery: 0 } },
          Request: {
            ...{ FunctionPayloadType: "REQUEST", FunctionArn: { "Fn::GetAtt": ["Request", "Arn"] } },
            Identity: { Headers: ["Authorization"], ReauthorizeEvery: 0 },
          },
        },
      },
    },
  },
  Http: {
    Type: "AWS::Serverless::HttpApi",
    Properties: {
      Auth: {
        DefaultAuthorizer: "Jwt",
        Authorizers: {
          Jwt: {
            JwtConfiguration: {
              // Of AWS's own shape, as a template has it.
              issuer: { "Fn::Sub": "https://cognito-idp.$" + "{AWS::Region}.amazonaws.com/$" + "{Pool}" },
              audience: [{ Ref: "Client" }],
            },
          },
          Policy: { FunctionArn: { "Fn::GetAtt": ["Request", "Arn"] }, Identity: { Headers: ["Authorization"] } },
          Simple: {
            ...{ FunctionArn: { "Fn::GetAtt": ["Simple", "Arn"] }, Identity: { Headers: ["Authorization"] } },
            ...{ AuthorizerPayloadFormatVersion: "2.0", EnableSimpleResponses: true },
          },
        },
      },
    },
  },
  Echo: {
    Type: "AWS::Serverless::Function",
    Properties: {
      Events: {
        RestId: route("Api", "/id", {}, { RestApiId: { Ref: "Rest" } }),
        RestClient: route("Api", "/client", { Authorizer: "OneClient" }, { RestApiId: { Ref: "Rest" } }),
        RestAccess: route("Api", "/access", { AuthorizationScopes: ["orders/read"] }, { RestApiId: { Ref: "Rest" } }),
        RestToken: route("Api", "/token", { Authorizer: "Token" }, { RestApiId: { Ref: "Rest" } }),
        RestRequest: route("Api", "/request", { Authorizer: "Request" }, { RestApiId: { Ref: "Rest" } }),
        HttpId: route("HttpApi", "/id", {}, { ApiId: { Ref: "Http" } }),
        HttpAccess: route("HttpApi", "/access", { AuthorizationScopes: ["orders/read"] }, { ApiId: { Ref: "Http" } }),
        HttpPolicy: route("HttpApi", "/policy", { Authorizer: "Policy" }, { ApiId: { Ref: "Http" } }),
        HttpSimple: route("HttpApi", "/simple", { Authorizer: "Simple" }, { ApiId: { Ref: "Http" } }),
      },
    },
  },
};

interface Refusal {
  readonly status: number;
  readonly body: object;
  /** Of www-authenticate. */
  readonly challenge?: string | null;
  /** What the log names; where a function judged, that it did is all that the gateway knows. */
  readonly check: string;
}

const unauthorized = { message: "Unauthorized" };
const descriptions: Record<string, string> = {
  alg: "signing method is invalid",
  aud: "the token does not have a valid audience",
  client_id: "the token does not have a valid audience",
  exp: "the token has expired",
  form: "token contains an invalid number of segments",
  iss: "the issuer of the token is invalid",
  kid: "unable to find a signing key that matches the token",
  nbf: "the token is not valid yet",
  signature: "the signature of the token is invalid",
};

const rest = (check: string): Refusal =>
  check === "exp"
    ? { status: 401, body: { message: "The incoming token has expired" }, check }
    : { status: 401, body: unauthorized, check };
const http =
  (scopes: string) =>
  (check: string): Refusal =>
    check === "scope"
      ? {
          ...{ status: 403, body: { message: "Forbidden" }, check },
          challenge: `Bearer scope="${scopes}" error="insufficient_scope" error_description="the token does not have any of the required scopes"`,
        }
      : {
          ...{ status: 401, body: unauthorized, check },
          challenge: `Bearer scope="${scopes}" error="invalid_token" error_description="${descriptions[check]}"`,
        };
const restFunction = (check: string): Refusal =>
  check === "scope"
    ? {
        status: 403,
        body: { Message: "User is not authorized to access this resource with an explicit deny" },
        check: "policy",
      }
    : { status: 401, body: unauthorized, check: "authorizer" };
const httpFunction = (): Refusal => ({ status: 403, body: { message: "Forbidden" }, check: "policy" });

const otherClient = { what: "for another client", token: mint.idToken({ aud: "another" }), check: "aud" };
const otherAccessClient = {
  ...{ what: "for another client", check: "client_id" },
  token: mint.accessToken({ client_id: "another" }),
};
const accessForId = { what: "an access token", token: mint.accessToken(), check: "token_use" };
const idForAccess = { what: "an ID token", token: mint.idToken(), check: "token_use" };
const withoutScope = { what: "without the scope", token: mint.accessToken({ scope: "profile" }), check: "scope" };

const ofAccess = [...forgeriesOf(mint, "access"), idForAccess, otherAccessClient, withoutScope];

/** Each kind of authorizer: its route, the kind of token that it wants, how it refuses, and what depends on it alone. */
const kinds = [
  {
    ...{ kind: "COGNITO_USER_POOLS without scopes", path: "Rest/id", use: "id", refusal: rest },
    forgeries: [...forgeriesOf(mint, "id"), accessForId],
  },
  {
    ...{ kind: "COGNITO_USER_POOLS with a validation expression", path: "Rest/client", use: "id", refusal: rest },
    forgeries: [...forgeriesOf(mint, "id"), otherClient, accessForId],
  },
  {
    ...{ kind: "COGNITO_USER_POOLS with scopes", path: "Rest/access", use: "access", refusal: rest },
    forgeries: [...forgeriesOf(mint, "access"), idForAccess, withoutScope],
  },
  {
    ...{ kind: "JWT", path: "Http/id", use: "id", refusal: http("") },
    forgeries: [...forgeriesOf(mint, "id"), otherClient, otherAccessClient],
  },
  {
    ...{ kind: "JWT with scopes", path: "Http/access", use: "access", refusal: http("orders/read") },
    forgeries: [...forgeriesOf(mint, "access"), { ...idForAccess, check: "scope" }, otherAccessClient, withoutScope],
  },
  { kind: "a TOKEN function", path: "Rest/token", use: "access", refusal: restFunction, forgeries: ofAccess },
  { kind: "a REQUEST function", path: "Rest/request", use: "access", refusal: restFunction, forgeries: ofAccess },
  { kind: "a function of an HTTP API", path: "Http/policy", use: "access", refusal: httpFunction, forgeries: ofAccess },
  {
    kind: "a function that answers simply",
    path: "Http/simple",
    use: "access",
    refusal: httpFunction,
    forgeries: ofAccess,
  },
] as const;

describe("A gateway", () => {
  const gateway = gatewayForAll(apis, { mint, functions: authorizerFunctions() });

  async function call(path: string, authorization?: string) {
    const [api = "", ...rest] = path.split("/");
    const headers = authorization === undefined ? {} : { authorization };
    const response = await fetch(`${gateway.current.urls[api]}/${rest.join("/")}`, { headers });
    return { response, body: JSON.parse(await response.text()) };
  }

  describe.each(kinds)("with $kind", ({ path, use, refusal, forgeries }) => {
    const good = use === "id" ? mint.idToken() : mint.accessToken();

    it.each(["Bearer ", "bearer ", ""])("lets the good token pass (%j)", async (scheme) => {
      const { response, body } = await call(path, `${scheme}${good}`);
      expect([response.status, response.headers.get("x-poolhouse-denied")]).toEqual([200, null]);
      expect(JSON.stringify(body)).toContain("a11ce000-0000-4000-8000-000000000001");
    });

    it.each(forgeries)("refuses one $what", async ({ token, check }) => {
      const { status, body, challenge = null, check: named } = refusal(check);
      const refused = await call(path, `Bearer ${token}`);
      expect([refused.response.status, refused.body]).toEqual([status, body]);
      expect(refused.response.headers.get("www-authenticate")).toBe(challenge);
      expect(gateway.current.lastDenial).toMatch(new RegExp(`^${named}: expected `));
      expect(refused.response.headers.get("x-poolhouse-denied")).toBe(gateway.current.lastDenial);
      expect(gateway.current.lastDenial).not.toContain(token);
    });

    it("refuses a request without a token", async () => {
      const { response, body } = await call(path);
      expect([response.status, body]).toEqual([401, unauthorized]);
      expect(gateway.current.lastDenial).toMatch(/^(token|identity source): expected .*Authorization.*, found none$/i);
    });

    it("refuses a header of 100 KB", async () => {
      const { response, body } = await call(path, `Bearer ${"x".repeat(100 * 1024)}`);
      expect(response.status).toBe(431);
      expect(body).toEqual({
        message: path.startsWith("Rest")
          ? "HTTP header is larger than 10240 bytes."
          : "Request Header Fields Too Large",
      });
      expect(gateway.current.lastDenial).toMatch(/^headers: expected at most 10240 bytes, found \d+$/);
    });
  });

  it("tells a REST API's function of claims as text", async () => {
    const at = Date.UTC(2030, 10, 6, 23, 21, 28) / 1000;
    const { body } = await call("Rest/id", mint.idToken({ exp: at }));
    expect(body).toEqual({
      claims: expect.objectContaining({
        sub: "a11ce000-0000-4000-8000-000000000001",
        "cognito:groups": "admins,staff",
        email_verified: "true",
        exp: "Wed Nov 06 23:21:28 UTC 2030",
        auth_time: expect.stringMatching(/^\d{10}$/),
        token_use: "id",
      }),
    });
  });

  it("tells an HTTP API's function of claims as text, and of the token's scopes where the route wants one", async () => {
    const { body } = await call("Http/access", mint.accessToken());
    expect(body).toEqual({
      jwt: {
        claims: expect.objectContaining({
          "cognito:groups": "[admins staff]",
          exp: expect.stringMatching(/^\d{10}$/),
          scope: "orders/read profile",
        }),
        scopes: ["orders/read", "profile"],
      },
    });
    expect((await call("Http/id", mint.idToken())).body.jwt).toMatchObject({
      claims: { email_verified: "true" },
      scopes: null,
    });
  });

  it("tells a function what the authorizer's function said", async () => {
    expect((await call("Rest/token", mint.accessToken())).body).toMatchObject({
      principalId: "a11ce000-0000-4000-8000-000000000001",
      username: "alice",
      exp: expect.any(String),
      integrationLatency: expect.any(Number),
    });
    expect((await call("Http/simple", mint.accessToken())).body).toEqual({
      lambda: expect.objectContaining({ username: "alice", exp: expect.any(Number) }),
    });
  });
});
