import { decodeJwt } from "jose";
import { beforeAll, describe, expect, it } from "vitest";
import { peopleOf } from "../support/people.ts";
import { startForAll } from "../support/start.ts";
import { callback, makeWebApp, pkce, type WebApp, webAppOf, webClient } from "./app.ts";
import { userAgent } from "./user-agent.ts";

describe("GET /oauth2/authorize", async () => {
  const service = await startForAll("memory");
  let app: WebApp;

  beforeAll(async () => {
    app = await makeWebApp(service.current);
    await peopleOf(service.current, app).make("anna");
  });

  const answerTo = (url: URL) => userAgent().request(url);
  const locationOf = async (url: URL) => (await answerTo(url)).headers.get("location") ?? "";

  it("leads to the sign-in page with the same query", async () => {
    const url = app.authorizeUrl({
      scope: "openid email",
      state: "s&t=1",
      nonce: "n",
      lang: "de",
      login_hint: "a@b.c",
    });
    const response = await answerTo(url);
    expect(response.status).toBe(302);
    const location = response.headers.get("location") ?? "";
    expect(location).toMatch(new RegExp(`^/${app.UserPoolId}/login\\?`));
    const query = (text: string) => [...new URL(text, app.base).searchParams].sort();
    expect(query(location)).toEqual(query(url.href));
  });

  it("is there by Cognito's older name, too", async () => {
    const url = app.authorizeUrl({ scope: "openid" });
    const older = new URL(url.href.replace("/oauth2/authorize", "/authorize"));
    expect(await locationOf(older)).toBe(await locationOf(url));
    expect(await locationOf(older)).toMatch(/\/login\?/);
  });

  it("takes COGNITO for a client's provider where it names none, as Amplify does", async () => {
    const bare = await makeWebApp(service.current, { SupportedIdentityProviders: undefined });
    expect(await locationOf(bare.authorizeUrl({ identity_provider: "COGNITO" }))).toMatch(/\/login\?/);
  });

  describe("tells the app, at its redirect URI, with its state,", () => {
    const refusals: [string, Record<string, string | undefined>, string][] = [
      ["that response_type is missing", { response_type: undefined }, "invalid_request"],
      ["that there is no such response type", { response_type: "id_token" }, "unsupported_response_type"],
      ["that it may not use the implicit flow", { response_type: "token" }, "unauthorized_client"],
      ["that it has no such scope", { scope: "openid orders/read" }, "invalid_scope"],
      ["that email needs openid", { scope: "email" }, "invalid_scope"],
      ["that a challenge needs its method", { code_challenge: pkce.code_challenge }, "invalid_request"],
      ["that a method needs its challenge", { code_challenge_method: "S256" }, "invalid_request"],
      ["that PKCE is by S256 alone", { ...pkce, code_challenge_method: "plain" }, "invalid_request"],
      ["that a challenge is a hash", { ...pkce, code_challenge: "short" }, "invalid_request"],
      ["that prompt=none stands alone", { prompt: "none login" }, "invalid_request"],
      ["that there is no such prompt", { prompt: "create" }, "invalid_request"],
      ["that nobody is signed in", { prompt: "none" }, "login_required"],
      ["that it has no such identity provider", { identity_provider: "Google" }, "invalid_request"],
      ["that there is no such identifier", { idp_identifier: "acme.example" }, "invalid_request"],
      ["that a time since the sign-in is a number", { max_age: "soon" }, "invalid_request"],
      ["that it reads no request object", { request: "e30.e30." }, "request_not_supported"],
      ["that it fetches none", { request_uri: "https://app.example/request" }, "request_uri_not_supported"],
      ["that nobody registers on the way", { registration: "{}" }, "registration_not_supported"],
      ["that a resource has no fragment", { resource: "https://api.example/#a" }, "invalid_request"],
      ["that a resource is a URL", { resource: "orders" }, "invalid_request"],
      ["that a resource of http is on localhost", { resource: "http://api.example" }, "invalid_request"],
    ];

    it.each(refusals)("%s", async (_what, asked, error) => {
      const location = new URL(await locationOf(app.authorizeUrl({ state: "s", ...asked })));
      const implicit = asked.response_type === "token";
      expect(location.origin + location.pathname).toBe(callback);
      const answer = implicit ? new URLSearchParams(location.hash.slice(1)) : location.searchParams;
      expect(Object.fromEntries(answer)).toEqual({ error, state: "s" });
    });

    it("that a parameter is there twice", async () => {
      const url = app.authorizeUrl({ scope: "openid" });
      url.searchParams.append("scope", "email");
      expect(await locationOf(url)).toBe(`${callback}?error=invalid_request`);
    });

    it("that two resources are more than a token can be bound to", async () => {
      const url = app.authorizeUrl({ resource: "https://api.example/a" });
      url.searchParams.append("resource", "https://api.example/b");
      expect(await locationOf(url)).toBe(`${callback}?error=invalid_request`);
    });

    it("that the client is not one of OAuth", async () => {
      const plain = await makeWebApp(service.current, { AllowedOAuthFlowsUserPoolClient: false });
      expect(await locationOf(plain.authorizeUrl({ state: "s" }))).toBe(
        `${callback}?error_description=Client+is+not+enabled+for+OAuth2.0+flows.&error=invalid_request&state=s`,
      );
    });
  });

  describe("tells the person, and leads nowhere,", () => {
    const untrusted: [string, Record<string, string | undefined>, string][] = [
      ["of a redirect URI that is not the client's", { redirect_uri: "https://evil.example/" }, "redirect_mismatch"],
      [
        "of a redirect URI that is missing",
        { redirect_uri: undefined },
        "Required String parameter 'redirect_uri' is not present",
      ],
      ["of a client that is missing", { client_id: undefined }, "Required String parameter 'client_id' is not present"],
      ["of a client that is not the pool's", { client_id: "poolhousepublicclient00001" }, "Client does not exist."],
    ];

    it.each(untrusted)("%s", async (_what, asked, error) => {
      const location = new URL(await locationOf(app.authorizeUrl({ state: "s", ...asked })), app.base);
      expect(location.origin + location.pathname).toBe(`${app.base}/error`);
      expect(location.searchParams.get("error")).toBe(error);
      expect(location.searchParams.has("state")).toBe(false);
    });
  });

  it("is not there for a pool without a domain, and says how to get one", async () => {
    const { UserPool } = await service.current.sdk().createUserPool({ PoolName: "no domain" });
    const response = await fetch(`${service.current.url}/${UserPool?.Id}/oauth2/authorize`);
    expect(response.status).toBe(404);
    expect(await response.json()).toEqual({
      message: `User pool ${UserPool?.Id} has no domain: CreateUserPoolDomain gives it one.`,
    });
  });

  describe("with response_type=token", () => {
    let implicit: WebApp;
    beforeAll(async () => {
      const { UserPoolClient } = await service.current.sdk().createUserPoolClient({
        ...{ ...webClient, UserPoolId: app.UserPoolId, ClientName: "implicit", AllowedOAuthFlows: ["implicit"] },
      });
      implicit = await webAppOf(service.current, { ...app, ClientId: UserPoolClient?.ClientId ?? "" });
    });

    it("gives tokens in the fragment, and none to refresh them by", async () => {
      const url = implicit.authorizeUrl({ response_type: "token", scope: "openid email", state: "s", nonce: "n" });
      const at = await userAgent().signIn(url, "anna");
      expect([at.origin + at.pathname, at.search]).toEqual([callback, ""]);
      const answer = Object.fromEntries(new URLSearchParams(at.hash.slice(1)));
      expect(Object.keys(answer)).toEqual(["id_token", "access_token", "token_type", "expires_in", "state"]);
      expect(answer).toMatchObject({ token_type: "Bearer", expires_in: "3600", state: "s" });
      expect(decodeJwt(answer.id_token ?? "")).toMatchObject({ nonce: "n", aud: implicit.ClientId });
      const headers = { authorization: `Bearer ${answer.access_token}` };
      expect((await fetch(`${app.base}/oauth2/userInfo`, { headers })).status).toBe(200);
    });

    it("gives no ID token without openid", async () => {
      const scope = "aws.cognito.signin.user.admin";
      const at = await userAgent().signIn(implicit.authorizeUrl({ response_type: "token", scope }), "anna");
      const answer = Object.fromEntries(new URLSearchParams(at.hash.slice(1)));
      expect(Object.keys(answer)).toEqual(["access_token", "token_type", "expires_in"]);
    });

    it("gives no code to a client of the implicit flow alone", async () => {
      expect(await locationOf(implicit.authorizeUrl())).toBe(`${callback}?error=unauthorized_client`);
    });
  });
});
