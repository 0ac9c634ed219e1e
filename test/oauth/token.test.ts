import { decodeJwt, decodeProtectedHeader } from "jose";
import { beforeAll, describe, expect, it } from "vitest";
import { makeClient, peopleOf } from "../support/people.ts";
import { startForAll } from "../support/start.ts";
import { basic, callback, makeWebApp, otherCallback, pkce, post, verifier, type WebApp, webAppOf } from "./app.ts";

const never = "0a0b0c0d-0000-4000-8000-000000000000";

describe("POST /oauth2/token", async () => {
  const service = await startForAll("memory");
  let app: WebApp;
  let confidential: WebApp;
  let machine: WebApp;
  const call = (fields: Record<string, string> | URLSearchParams, headers?: Record<string, string>) =>
    post(`${app.base}/oauth2/token`, fields, headers);

  beforeAll(async () => {
    app = await makeWebApp(service.current);
    const { UserPoolId } = app;
    const sdk = service.current.sdk();
    await peopleOf(service.current, app).make("anna");
    const withSecret = await makeClient(service.current, UserPoolId, {
      ...{ GenerateSecret: true, AllowedOAuthFlowsUserPoolClient: true, AllowedOAuthFlows: ["code"] },
      ...{ AllowedOAuthScopes: ["openid"], CallbackURLs: [callback], SupportedIdentityProviders: ["COGNITO"] },
    });
    confidential = await webAppOf(service.current, { ...app, ClientId: withSecret });
    for (const Identifier of ["orders", "https://api.example"]) {
      const Scopes = ["read", "write"].map((ScopeName) => ({ ScopeName, ScopeDescription: ScopeName }));
      await sdk.createResourceServer({ UserPoolId, Identifier, Name: "an API", Scopes });
    }
    const ofMachine = await makeClient(service.current, UserPoolId, {
      ...{ GenerateSecret: true, AllowedOAuthFlowsUserPoolClient: true, AllowedOAuthFlows: ["client_credentials"] },
      AllowedOAuthScopes: ["orders/read", "orders/write", "https://api.example/read"],
    });
    machine = await webAppOf(service.current, { ...app, ClientId: ofMachine });
  });

  describe("answers 400 with the error and nothing else", () => {
    const refusals: [string, () => Promise<{ status: number; body: unknown; headers: Headers }>, string][] = [
      ["for no grant type", () => call({ client_id: app.ClientId }), "invalid_request"],
      ["for another grant type", () => call({ grant_type: "password" }), "unsupported_grant_type"],
      ["for no client", () => call({ grant_type: "authorization_code", code: never }), "invalid_request"],
      ["for an unknown client", () => app.redeem(never, { client_id: "nobody" }), "invalid_client"],
      [
        "for another pool's client",
        () => app.redeem(never, { client_id: "poolhousepublicclient00001" }),
        "invalid_client",
      ],
      ["for a secret of who has none", () => app.redeem(never, { client_secret: "secret" }), "invalid_client"],
      ["for a wrong secret", () => confidential.redeem(never, { client_secret: "wrong" }), "invalid_client"],
      [
        "for no secret of who has one",
        () => call({ grant_type: "authorization_code", client_id: confidential.ClientId, code: never }),
        "invalid_client",
      ],
      [
        "for a wrong secret by HTTP Basic",
        () => call({ grant_type: "authorization_code", code: never }, basic(confidential.ClientId, "wrong")),
        "invalid_client",
      ],
      [
        "for another scheme",
        () => call({ grant_type: "authorization_code" }, { authorization: "Bearer x" }),
        "invalid_client",
      ],
      [
        "for broken Basic",
        () => call({ grant_type: "authorization_code" }, { authorization: "Basic !" }),
        "invalid_client",
      ],
      [
        "for two ways to authenticate at once",
        () =>
          confidential
            .redeem(never, {})
            .then(() =>
              call(
                { grant_type: "authorization_code", client_secret: confidential.secret ?? "" },
                basic(confidential.ClientId, confidential.secret),
              ),
            ),
        "invalid_request",
      ],
      [
        "for two clients at once",
        () =>
          call(
            { grant_type: "authorization_code", client_id: app.ClientId },
            basic(confidential.ClientId, confidential.secret),
          ),
        "invalid_request",
      ],
      ["for no code", () => app.redeem(""), "invalid_request"],
      ["for an unknown code", () => app.redeem(never), "invalid_grant"],
      ["for another client's code", async () => confidential.redeem(await app.codeOf("anna")), "invalid_grant"],
      [
        "for another redirect URI of the client's",
        async () => app.redeem(await app.codeOf("anna"), { redirect_uri: otherCallback }),
        "invalid_grant",
      ],
      [
        "for a redirect URI that is not the client's",
        async () => app.redeem(await app.codeOf("anna"), { redirect_uri: `${callback}/` }),
        "unauthorized_client",
      ],
      [
        "for no redirect URI",
        async () => app.redeem(await app.codeOf("anna"), { redirect_uri: "" }),
        "invalid_request",
      ],
      ["for no verifier", async () => app.redeem(await app.codeOf("anna", pkce)), "invalid_grant"],
      [
        "for a wrong verifier",
        async () => app.redeem(await app.codeOf("anna", pkce), { code_verifier: `${verifier}x` }),
        "invalid_grant",
      ],
      [
        "for the challenge as verifier",
        async () => app.redeem(await app.codeOf("anna", pkce), { code_verifier: pkce.code_challenge }),
        "invalid_grant",
      ],
      ["for codes of a client that has none", () => machine.redeem(never), "unauthorized_client"],
      ["for no refresh token", () => call({ grant_type: "refresh_token", client_id: app.ClientId }), "invalid_request"],
      [
        "for an unknown refresh token",
        () => call({ grant_type: "refresh_token", client_id: app.ClientId, refresh_token: "a.b.c.d.e" }),
        "invalid_grant",
      ],
      [
        "for another client's refresh token",
        async () => {
          const { refresh_token = "" } = await app.tokensOf("anna");
          return call(
            { grant_type: "refresh_token", refresh_token },
            basic(confidential.ClientId, confidential.secret),
          );
        },
        "invalid_grant",
      ],
      [
        "for client_credentials of a client that has none",
        () => call({ grant_type: "client_credentials", client_id: app.ClientId }),
        "unauthorized_client",
      ],
      [
        "for a scope that the client has not",
        () =>
          call(
            { grant_type: "client_credentials", scope: "https://api.example/write" },
            basic(machine.ClientId, machine.secret),
          ),
        "invalid_scope",
      ],
      [
        "for a scope that speaks of people",
        () => call({ grant_type: "client_credentials", scope: "openid" }, basic(machine.ClientId, machine.secret)),
        "invalid_scope",
      ],
      [
        "for a parameter that is there twice",
        () =>
          call(
            new URLSearchParams([
              ["grant_type", "client_credentials"],
              ["grant_type", "client_credentials"],
            ]),
          ),
        "invalid_request",
      ],
    ];

    it.each(refusals)("%s", async (_what, request, error) => {
      const { status, body, headers } = await request();
      expect({ status, body }).toEqual({ status: 400, body: { error } });
      expect(headers.get("content-type")).toBe("application/json;charset=UTF-8");
      expect(headers.get("cache-control")).toBe("no-store");
    });

    it.each([
      ["for JSON", "application/json", JSON.stringify({ grant_type: "client_credentials" })],
      ["for no type", "", "grant_type=client_credentials"],
      ["for a body without end", "application/x-www-form-urlencoded", `grant_type=${"x".repeat(70_000)}`],
    ])("%s", async (_what, contentType, body) => {
      const response = await fetch(`${app.base}/oauth2/token`, {
        ...{ method: "POST", body: Buffer.from(body) },
        ...(contentType && { headers: { "content-type": contentType } }),
      });
      expect([response.status, await response.json()]).toEqual([400, { error: "invalid_request" }]);
    });
  });

  it("does not take a scope whose attributes the client may not read", async () => {
    const ClientId = await makeClient(service.current, app.UserPoolId, {
      ...{
        AllowedOAuthFlowsUserPoolClient: true,
        AllowedOAuthFlows: ["code"],
        AllowedOAuthScopes: ["openid", "email"],
      },
      ...{ CallbackURLs: [callback], SupportedIdentityProviders: ["COGNITO"], ReadAttributes: ["email", "name"] },
    });
    const blind = await webAppOf(service.current, { ...app, ClientId });
    expect(await blind.redeem(await blind.codeOf("anna"))).toMatchObject({ body: { error: "invalid_grant" } });
    expect((await blind.redeem(await blind.codeOf("anna", { scope: "openid" }))).status).toBe(200);
  });

  it("refreshes for no client that may not", async () => {
    const ClientId = await makeClient(service.current, app.UserPoolId, {
      ...{ AllowedOAuthFlowsUserPoolClient: true, AllowedOAuthFlows: ["code"], AllowedOAuthScopes: ["openid"] },
      ...{
        CallbackURLs: [callback],
        ExplicitAuthFlows: ["ALLOW_USER_SRP_AUTH"],
        SupportedIdentityProviders: ["COGNITO"],
      },
    });
    const once = await webAppOf(service.current, { ...app, ClientId });
    const { refresh_token = "" } = await once.tokensOf("anna");
    const { body } = await call({ grant_type: "refresh_token", client_id: ClientId, refresh_token });
    expect(body).toEqual({ error: "unauthorized_client" });
  });

  describe("with client_credentials", () => {
    const ask = (fields: Record<string, string> = {}) =>
      call({ grant_type: "client_credentials", ...fields }, basic(machine.ClientId, machine.secret));

    it("gives an app a token of its own, with all of its scopes or those that it asks for", async () => {
      const { status, body } = await ask();
      expect([status, Object.keys(body)]).toEqual([200, ["access_token", "expires_in", "token_type"]]);
      expect(decodeProtectedHeader(body.access_token)).toEqual({ kid: expect.any(String), alg: "RS256" });
      const { iat = 0, ...claims } = decodeJwt(body.access_token);
      expect(claims).toEqual({
        ...{ sub: machine.ClientId, client_id: machine.ClientId, token_use: "access", version: 2 },
        ...{
          scope: "orders/read orders/write https://api.example/read",
          iss: app.base,
          exp: iat + 3600,
          auth_time: iat,
        },
        jti: expect.any(String),
      });
      const { body: some } = await ask({ scope: "orders/write" });
      expect(decodeJwt(some.access_token).scope).toBe("orders/write");
    });

    it("takes id and secret in the body too", async () => {
      const fields = {
        grant_type: "client_credentials",
        client_id: machine.ClientId,
        client_secret: machine.secret ?? "",
      };
      expect((await call(fields)).status).toBe(200);
    });

    it("forgets the scopes of a resource server that is gone", async () => {
      const sdk = service.current.sdk();
      await sdk.deleteResourceServer({ UserPoolId: app.UserPoolId, Identifier: "orders" });
      expect(decodeJwt((await ask()).body.access_token).scope).toBe("https://api.example/read");
      expect((await ask({ scope: "orders/read" })).body).toEqual({ error: "invalid_scope" });
      await sdk.deleteResourceServer({ UserPoolId: app.UserPoolId, Identifier: "https://api.example" });
      expect((await ask()).body).toEqual({ error: "invalid_scope" });
    });
  });

  it("is for pages of any origin, without their cookies", async () => {
    const headers = {
      ...{ origin: "https://app.example", "access-control-request-method": "POST" },
      "access-control-request-headers": "authorization",
    };
    for (const path of ["token", "revoke", "userInfo"]) {
      const asked = await fetch(`${app.base}/oauth2/${path}`, { method: "OPTIONS", headers });
      expect([asked.status, asked.headers.get("access-control-allow-origin")]).toEqual([204, "*"]);
      expect(asked.headers.get("access-control-allow-methods")).toContain("POST");
      expect(asked.headers.get("access-control-allow-headers")).toBe("authorization");
      expect(asked.headers.get("access-control-allow-credentials")).toBeNull();
      const refused = await fetch(`${app.base}/oauth2/${path}`, {
        method: "POST",
        headers: { origin: "https://app.example" },
      });
      expect(refused.headers.get("access-control-allow-origin")).toBe("*");
    }
    const authorize = await fetch(app.authorizeUrl(), {
      headers: { origin: "https://app.example" },
      redirect: "manual",
    });
    expect(authorize.headers.get("access-control-allow-origin")).toBeNull();
  });
});
