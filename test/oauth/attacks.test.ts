import { decodeJwt } from "jose";
import { beforeAll, describe, expect, it } from "vitest";
import { makeClient, password, peopleOf } from "../support/people.ts";
import { databases, startForAll } from "../support/start.ts";
import { callback, goodbye, makeWebApp, pkce, post, verifier, type WebApp, webAppOf, webClient } from "./app.ts";
import { userAgent } from "./user-agent.ts";

/** The attacks of RFC 9700 (Best Current Practice for OAuth 2.0 Security), by its sections. */
describe.each(databases)("An attacker, on %s,", async (kind) => {
  const service = await startForAll(kind);
  let app: WebApp;
  let other: WebApp;

  beforeAll(async () => {
    app = await makeWebApp(service.current);
    const ClientId = await makeClient(service.current, app.UserPoolId, webClient);
    other = await webAppOf(service.current, { ...app, ClientId });
    const { make } = peopleOf(service.current, app);
    await make("anna");
    await make("mallory");
  });

  describe("who bends the redirect URI (4.1)", () => {
    it.each([
      ["by a longer path", `${callback}/evil`],
      ["by a shorter path", "https://app.example/"],
      ["by a path that climbs", "https://app.example/callback/../evil"],
      ["by a query", `${callback}?next=https://evil.example`],
      ["by a fragment", `${callback}#evil`],
      ["by another case", "https://APP.example/callback"],
      ["by a user", "https://app.example@evil.example/callback"],
      ["by a subdomain", "https://evil.app.example/callback"],
      ["by a suffix", "https://app.example.evil.example/callback"],
      ["by a port", "https://app.example:8443/callback"],
      ["by http", "http://app.example/callback"],
      ["by a backslash", "https://evil.example\\@app.example/callback"],
      ["by a line break", `${callback}\r\nSet-Cookie: a=b`],
      ["by a script", "javascript:alert(1)"],
    ])("%s, is led nowhere, even with the victim signed in", async (_how, redirect_uri) => {
      const browser = userAgent();
      await browser.signIn(app.authorizeUrl(), "anna");
      const response = await browser.request(app.authorizeUrl({ redirect_uri }));
      const location = new URL(response.headers.get("location") ?? "", app.base);
      expect(location.href.startsWith(`${app.base}/error?`)).toBe(true);
      expect(location.searchParams.get("error")).toBe("redirect_mismatch");
      expect(location.href).not.toContain("code=");
    });

    it("gets no token with two redirect URIs, of which one is right", async () => {
      const url = app.authorizeUrl();
      url.searchParams.append("redirect_uri", "https://evil.example/");
      const response = await userAgent().request(url);
      expect(response.headers.get("location")).toBe(`/${app.UserPoolId}/error?error=invalid_request`);
    });

    it("cannot use logout as an open redirector (4.11)", async () => {
      for (const logout_uri of ["https://evil.example/", `${goodbye}/evil`, `${goodbye}?evil`, "//evil.example"]) {
        const query = new URLSearchParams({ client_id: app.ClientId, logout_uri });
        const response = await userAgent().request(`${app.base}/logout?${query}`);
        expect(response.headers.get("location")).toMatch(new RegExp(`^/${app.UserPoolId}/error\\?`));
      }
    });

    it("cannot smuggle an answer's parameters into the state", async () => {
      const state = "x&code=evil#access_token=evil";
      const at = await userAgent().signIn(app.authorizeUrl({ state }), "anna");
      expect(at.searchParams.getAll("code")).toHaveLength(1);
      expect([at.searchParams.get("state"), at.hash]).toEqual([state, ""]);
    });
  });

  describe("who has stolen a code (4.2, 4.5)", () => {
    it("cannot inject it into a flow of their own: the verifier is another", async () => {
      const code = await app.codeOf("anna", pkce);
      const { body } = await app.redeem(code, { code_verifier: "the-attacker's-own-verifier-of-enough-characters" });
      expect(body).toEqual({ error: "invalid_grant" });
      expect((await app.redeem(code, { code_verifier: verifier })).status).toBe(200);
    });

    it("cannot inject it into the app by stripping the challenge from the request (4.8.2)", async () => {
      const code = await app.codeOf("mallory");
      expect((await app.redeem(code, { code_verifier: verifier })).body).toEqual({ error: "invalid_grant" });
    });

    it("cannot use it at another client, or with another redirect URI", async () => {
      const code = await app.codeOf("anna");
      expect((await other.redeem(code)).body).toEqual({ error: "invalid_grant" });
      expect((await app.redeem(code, { redirect_uri: "https://app.example/other" })).body).toEqual({
        error: "invalid_grant",
      });
      expect((await app.redeem(code)).status).toBe(200);
    });

    it("cannot inject it with another nonce: the ID token has that of the victim's request", async () => {
      const { id_token = "" } = await app.tokensOf("anna", { nonce: "the victim's" });
      expect(decodeJwt(id_token).nonce).toBe("the victim's");
    });

    it("ends by a replay what the victim got, and gets nothing", async () => {
      const code = await app.codeOf("anna");
      const { body } = await app.redeem(code);
      expect((await app.redeem(code)).body).toEqual({ error: "invalid_grant" });
      const headers = { authorization: `Bearer ${body.access_token}` };
      expect((await fetch(`${app.base}/oauth2/userInfo`, { headers })).status).toBe(401);
      const refresh = { grant_type: "refresh_token", client_id: app.ClientId, refresh_token: body.refresh_token };
      expect((await post(`${app.base}/oauth2/token`, refresh)).body).toEqual({ error: "invalid_grant" });
    });

    it("gets at most one set of tokens from twenty exchanges at once, and those are revoked", async () => {
      const code = await app.codeOf("anna");
      const answers = await Promise.all(Array.from({ length: 20 }, () => app.redeem(code)));
      const good = answers.filter(({ status }) => status === 200);
      expect(good).toHaveLength(1);
      expect(answers.filter(({ body }) => body.error === "invalid_grant")).toHaveLength(19);
      const headers = { authorization: `Bearer ${good[0]?.body.access_token}` };
      expect((await fetch(`${app.base}/oauth2/userInfo`, { headers })).status).toBe(401);
    });

    it("finds none in what is handed on: no referrer, no cache (4.2.4)", async () => {
      const browser = userAgent();
      await browser.signIn(app.authorizeUrl(), "anna");
      const { headers } = await browser.request(app.authorizeUrl());
      expect(headers.get("location")).toContain("code=");
      expect([headers.get("referrer-policy"), headers.get("cache-control")]).toEqual(["no-referrer", "no-store"]);
    });
  });

  it("cannot mix up two pools: each has an issuer and endpoints of its own, and takes no code of the other (4.4)", async () => {
    const elsewhere = await makeWebApp(service.current);
    await peopleOf(service.current, elsewhere).make("anna");
    const discover = async ({ base }: WebApp) => (await fetch(`${base}/.well-known/openid-configuration`)).json();
    const [one, two] = (await Promise.all([discover(app), discover(elsewhere)])) as Record<string, string>[];
    expect([one?.issuer, two?.issuer]).toEqual([app.base, elsewhere.base]);
    expect(one?.token_endpoint).not.toBe(two?.token_endpoint);
    const code = await app.codeOf("anna");
    expect((await elsewhere.redeem(code)).body).toEqual({ error: "invalid_grant" });
    const atOther = await post(`${elsewhere.base}/oauth2/token`, {
      ...{ grant_type: "authorization_code", client_id: app.ClientId, redirect_uri: callback, code },
    });
    expect(atOther.body).toEqual({ error: "invalid_client" });
    const { id_token = "" } = (await app.redeem(code)).body;
    expect(decodeJwt(id_token)).toMatchObject({ iss: app.base, aud: app.ClientId });
  });

  it("cannot have an access token taken for a client's own (4.13)", async () => {
    const machine = await makeClient(service.current, app.UserPoolId, {
      ...{ GenerateSecret: true, AllowedOAuthFlowsUserPoolClient: true, AllowedOAuthFlows: ["client_credentials"] },
      AllowedOAuthScopes: ["aws.cognito/dcr/register"],
    });
    const { secret = "" } = await webAppOf(service.current, { ...app, ClientId: machine });
    const { body } = await post(`${app.base}/oauth2/token`, {
      ...{ grant_type: "client_credentials", client_id: machine, client_secret: secret },
    });
    const headers = { authorization: `Bearer ${body.access_token}` };
    expect((await fetch(`${app.base}/oauth2/userInfo`, { headers })).status).toBe(401);
    await expect(service.current.sdk().getUser({ AccessToken: body.access_token })).rejects.toMatchObject({
      message: "Access Token does not have required scopes",
    });
  });

  describe("who forges a request across sites (4.7)", () => {
    it("gets back the state that the app sent, and no other", async () => {
      const at = await userAgent().signIn(app.authorizeUrl({ state: "bound to the browser" }), "anna");
      expect(at.searchParams.getAll("state")).toEqual(["bound to the browser"]);
    });

    it("cannot sign somebody in who posts to the authorization endpoint", async () => {
      const response = await userAgent().request(app.authorizeUrl(), { method: "POST" });
      expect(response.status).toBe(404);
    });
  });

  it("cannot fix the session of somebody by a cookie that they plant: signing in gives another", async () => {
    const [victim, attacker] = [userAgent(), userAgent()];
    await attacker.signIn(app.authorizeUrl(), "mallory");
    const planted = attacker.cookie("cognito");
    const at = await victim.visit(app.authorizeUrl());
    const headers = { cookie: `cognito=${planted}; XSRF-TOKEN=${victim.cookie("XSRF-TOKEN")}` };
    const form = { username: "anna", password, _csrf: victim.cookie("XSRF-TOKEN") };
    const signedIn = await fetch(at.url, {
      ...{ method: "POST", headers, body: new URLSearchParams(form), redirect: "manual" },
    });
    expect(signedIn.headers.get("set-cookie")).toMatch(/^cognito=[\w-]{43};/);
    expect(signedIn.headers.get("set-cookie")).not.toContain(planted);
    // The planted one stands for nobody any more: a browser has one session.
    expect((await attacker.visit(app.authorizeUrl({ prompt: "none" }))).url.searchParams.get("error")).toBe(
      "login_required",
    );
  });

  it("who has stolen a rotated refresh token gets nothing for it (4.14)", async () => {
    const ClientId = await makeClient(service.current, app.UserPoolId, {
      ...{ ...webClient, ExplicitAuthFlows: ["ALLOW_USER_SRP_AUTH"] },
      RefreshTokenRotation: { Feature: "ENABLED", RetryGracePeriodSeconds: 0 },
    });
    const rotating = await webAppOf(service.current, { ...app, ClientId });
    const { refresh_token = "" } = await rotating.tokensOf("anna");
    const refresh = () =>
      post(`${app.base}/oauth2/token`, { grant_type: "refresh_token", client_id: ClientId, refresh_token });
    const answers = await Promise.all(Array.from({ length: 10 }, refresh));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect((await refresh()).body).toEqual({ error: "invalid_grant" });
  });

  it("who guesses at clients hears the same of one that is not there and of a wrong secret", async () => {
    const ClientId = await makeClient(service.current, app.UserPoolId, { ...webClient, GenerateSecret: true });
    const fields = { grant_type: "authorization_code", code: "x", redirect_uri: callback };
    const wrong = await post(`${app.base}/oauth2/token`, { ...fields, client_id: ClientId, client_secret: "wrong" });
    const unknown = await post(`${app.base}/oauth2/token`, { ...fields, client_id: "nobody", client_secret: "wrong" });
    expect([wrong.status, wrong.body]).toEqual([unknown.status, unknown.body]);
  });

  it("cannot upset the service by deleting people while their codes are redeemed", async () => {
    const { cognito, make, UserPoolId } = peopleOf(service.current, app);
    await make("gone");
    const codes = await Promise.all(Array.from({ length: 5 }, () => app.codeOf("gone")));
    const answers = await Promise.all([
      ...codes.map((code) => app.redeem(code)),
      cognito.adminDeleteUser({ UserPoolId, Username: "gone" }).then(() => ({ status: 200 })),
    ]);
    for (const { status } of answers) expect([200, 400]).toContain(status);
  });
});
