import { decodeJwt } from "jose";
import { beforeAll, describe, expect, it } from "vitest";
import { makeClient, peopleOf } from "../support/people.ts";
import { databases, startForAll } from "../support/start.ts";
import { callback, goodbye, makeWebApp, type WebApp, webAppOf, webClient } from "./app.ts";
import { userAgent } from "./user-agent.ts";

describe.each(databases)("The session of the pages, on %s", async (kind) => {
  const service = await startForAll(kind);
  let app: WebApp;
  let other: WebApp;
  const clock = (change: object) => service.current.control("PUT", `/clock?userPoolId=${app.UserPoolId}`, change);

  beforeAll(async () => {
    app = await makeWebApp(service.current);
    const ClientId = await makeClient(service.current, app.UserPoolId, webClient);
    other = await webAppOf(service.current, { ...app, ClientId });
    await peopleOf(service.current, app).make("anna");
  });

  it("signs the person in to another app of the pool without asking, as of the time when they were asked", async () => {
    const browser = userAgent();
    await browser.signIn(app.authorizeUrl(), "anna");
    await clock({ advance: "PT10M" });
    const { url, page } = await browser.visit(other.authorizeUrl({ state: "s" }));
    expect([url.origin + url.pathname, page]).toEqual([callback, undefined]);
    const { body } = await other.redeem(url.searchParams.get("code") ?? "");
    const { auth_time = 0, iat = 0 } = decodeJwt<{ auth_time: number }>(body.id_token);
    expect(iat - auth_time).toBeGreaterThanOrEqual(600);
    await clock({ reset: true });
  });

  it("is a cookie that no script reads and that stays within the pool's path", async () => {
    const browser = userAgent();
    const at = await browser.visit(app.authorizeUrl());
    const form = { username: "anna", password: "Passw0rd!", _csrf: browser.cookie("XSRF-TOKEN") };
    const body = new URLSearchParams(form);
    const response = await browser.request(at.url, { method: "POST", body });
    const cookie = response.headers.getSetCookie().find((line) => line.startsWith("cognito="));
    expect(cookie).toMatch(
      new RegExp(`^cognito=[\\w-]{43}; Max-Age=3600; Path=/${app.UserPoolId}; HttpOnly; SameSite=Lax$`),
    );
  });

  it("lasts for an hour", async () => {
    const browser = userAgent();
    await browser.signIn(app.authorizeUrl(), "anna");
    await clock({ advance: "PT59M" });
    expect((await browser.visit(app.authorizeUrl())).page).toBeUndefined();
    await clock({ advance: "PT2M" });
    expect((await browser.visit(app.authorizeUrl())).url.pathname).toBe(`/${app.UserPoolId}/login`);
    await clock({ reset: true });
  });

  it("answers prompt=none, and is passed over with prompt=login", async () => {
    const browser = userAgent();
    await browser.signIn(app.authorizeUrl(), "anna");
    const silent = await browser.visit(app.authorizeUrl({ prompt: "none" }));
    expect(silent.url.searchParams.has("code")).toBe(true);
    const again = await browser.visit(app.authorizeUrl({ prompt: "login" }));
    expect(again.url.pathname).toBe(`/${app.UserPoolId}/login`);
  });

  it("is one of the provider that the app names, where it names one", async () => {
    const browser = userAgent();
    await browser.signIn(other.authorizeUrl(), "anna");
    const { UserPoolId } = app;
    const sdk = service.current.sdk();
    const details = { client_id: "a", client_secret: "b", authorize_scopes: "openid" };
    await sdk.createIdentityProvider({
      ...{ UserPoolId, ProviderName: "Google", ProviderType: "Google", ProviderDetails: details },
    });
    const ClientId = await makeClient(service.current, UserPoolId, {
      ...{ ...webClient, SupportedIdentityProviders: ["COGNITO", "Google"] },
    });
    const both = await webAppOf(service.current, { ...app, ClientId });
    const silently = async (identity_provider?: string) =>
      (await browser.visit(both.authorizeUrl({ identity_provider, prompt: "none" }))).url.searchParams.get("error");
    expect([await silently(), await silently("COGNITO"), await silently("Google")]).toEqual([
      ...[null, null, "login_required"],
    ]);
  });

  it("is reused by a client for as long as its session configuration says", async () => {
    const tracking = { UserSessionTracking: "ENABLED", TokenSession: { MaxPerUser: 20 } } as const;
    const { UserPoolId } = app;
    const sdk = service.current.sdk();
    await sdk.setUserPoolSessionConfiguration({ UserPoolId, ...tracking });
    const configure = (ClientId: string, MaxValidityMinutes: number) =>
      sdk.setUserPoolClientSessionConfiguration({ UserPoolId, ClientId, SSOSession: { MaxValidityMinutes } });
    await configure(app.ClientId, 0);
    await configure(other.ClientId, 120);
    const browser = userAgent();
    await browser.signIn(app.authorizeUrl(), "anna");
    expect((await browser.visit(app.authorizeUrl())).url.pathname).toBe(`/${UserPoolId}/login`);
    await clock({ advance: "PT119M" });
    expect((await browser.visit(other.authorizeUrl())).url.searchParams.has("code")).toBe(true);
    await clock({ advance: "PT2M" });
    expect((await browser.visit(other.authorizeUrl())).url.pathname).toBe(`/${UserPoolId}/login`);
    await clock({ reset: true });
    await sdk.setUserPoolSessionConfiguration({ UserPoolId, ...tracking, UserSessionTracking: "DISABLED" });
    await configure(app.ClientId, 60).catch(() => undefined);
  });

  it("ends at logout, which leads to a sign-out URL of the client's", async () => {
    const { ClientId, base } = other;
    const browser = userAgent();
    await browser.signIn(other.authorizeUrl(), "anna");
    const stolen = browser.cookie("cognito");
    const query = new URLSearchParams({ client_id: ClientId, logout_uri: goodbye });
    expect((await browser.visit(`${base}/logout?${query}`)).url.href).toBe(goodbye);
    expect(browser.cookie("cognito")).toBe("");
    const headers = { cookie: `cognito=${stolen}` };
    const replayed = await fetch(other.authorizeUrl({ prompt: "none" }), { headers, redirect: "manual" });
    expect(replayed.headers.get("location")).toBe(`${callback}?error=login_required`);
  });

  it("ends at logout, which leads back to the sign-in page", async () => {
    const { ClientId, base } = other;
    const browser = userAgent();
    await browser.signIn(other.authorizeUrl(), "anna");
    const query = new URLSearchParams({
      ...{ client_id: ClientId, redirect_uri: callback, response_type: "code", state: "s", scope: "openid" },
    });
    const { url } = await browser.visit(`${base}/logout?${query}`);
    expect([url.pathname, url.searchParams.get("state")]).toEqual([`/${app.UserPoolId}/login`, "s"]);
    expect(browser.cookie("cognito")).toBe("");
  });

  it("stays when a logout leads nowhere", async () => {
    const { ClientId, base } = other;
    const browser = userAgent();
    await browser.signIn(other.authorizeUrl(), "anna");
    const errorOf = async (asked: Record<string, string>) => {
      const response = await browser.request(`${base}/logout?${new URLSearchParams(asked)}`);
      return new URL(response.headers.get("location") ?? "", base).searchParams.get("error");
    };
    expect(await errorOf({ client_id: ClientId, logout_uri: "https://evil.example/" })).toBe("Invalid request");
    expect(await errorOf({ client_id: ClientId })).toBe("Required String parameter 'redirect_uri' is not present");
    expect(await errorOf({ logout_uri: goodbye })).toBe("Required String parameter 'client_id' is not present");
    expect((await browser.visit(other.authorizeUrl())).url.searchParams.has("code")).toBe(true);
  });

  it("ends for somebody who is disabled or has to choose a new password, and for somebody who is made anew", async () => {
    const { cognito, make, UserPoolId } = peopleOf(service.current, other);
    await make("otto");
    const browser = userAgent();
    await browser.signIn(other.authorizeUrl(), "otto");
    const isKnown = async () => (await browser.visit(other.authorizeUrl())).url.searchParams.has("code");
    expect(await isKnown()).toBe(true);
    await cognito.adminDisableUser({ UserPoolId, Username: "otto" });
    expect(await isKnown()).toBe(false);
    await cognito.adminEnableUser({ UserPoolId, Username: "otto" });
    expect(await isKnown()).toBe(true);
    await cognito.adminResetUserPassword({ UserPoolId, Username: "otto" });
    expect(await isKnown()).toBe(false);
    await cognito.adminDeleteUser({ UserPoolId, Username: "otto" });
    await make("otto");
    expect(await isKnown()).toBe(false);
  });

  it("holds in its own pool alone", async () => {
    const elsewhere = await makeWebApp(service.current);
    const browser = userAgent();
    await browser.signIn(other.authorizeUrl(), "anna");
    const headers = { cookie: `cognito=${browser.cookie("cognito")}` };
    const response = await fetch(elsewhere.authorizeUrl({ prompt: "none" }), { headers, redirect: "manual" });
    expect(response.headers.get("location")).toBe(`${callback}?error=login_required`);
  });

  describe("where the pool tracks sessions,", () => {
    const track = (UserSessionTracking: "ENABLED" | "DISABLED") =>
      service.current.sdk().setUserPoolSessionConfiguration({
        ...{ UserPoolId: app.UserPoolId, UserSessionTracking, TokenSession: { MaxPerUser: 20 } },
      });
    beforeAll(async () => void (await track("ENABLED")));

    /** Somebody who has signed in to one app, and silently to the other. */
    async function signInTwice(name: string) {
      const { make } = peopleOf(service.current, app);
      await make(name);
      const browser = userAgent();
      const at = await browser.signIn(other.authorizeUrl(), name);
      const first = (await other.redeem(at.searchParams.get("code") ?? "")).body;
      const { url } = await browser.visit(other.authorizeUrl());
      const second = (await other.redeem(url.searchParams.get("code") ?? "")).body;
      const isKnown = async () => (await browser.visit(other.authorizeUrl())).url.searchParams.has("code");
      const worksStill = async ({ access_token }: { access_token: string }) => {
        const headers = { authorization: `Bearer ${access_token}` };
        return (await fetch(`${app.base}/oauth2/userInfo`, { headers })).status === 200;
      };
      return { first, second, isKnown, worksStill };
    }
    const sessionsOf = async (AccessToken: string) => {
      const { Sessions = [] } = await service.current.sdk().listUserSessions({ AccessToken });
      return { browser: Sessions.find(({ SessionType }) => SessionType === "SSO"), Sessions };
    };

    it("is listed beside the sessions of tokens that came of it", async () => {
      const { second } = await signInTwice("rosa");
      const { browser, Sessions } = await sessionsOf(second.access_token);
      expect(browser).toEqual({
        ...{ SessionId: expect.stringMatching(/^sso[a-z0-9]{25}$/), SessionType: "SSO", ClientId: other.ClientId },
        ...{ CreateDate: expect.any(Date), LastActiveDate: expect.any(Date), DeviceType: expect.any(String) },
        ...{ LastIPAddress: expect.any(String), LastLocation: { Country: "unknown" }, IsCurrentSession: false },
      });
      const ofTokens = Sessions.filter(({ SessionType }) => SessionType === "TOKEN");
      expect(ofTokens.map(({ OriginSessionId }) => OriginSessionId)).toEqual(Array(2).fill(browser?.SessionId));
    });

    it("ends alone, and the tokens stay", async () => {
      const { first, isKnown, worksStill } = await signInTwice("rudi");
      const { browser } = await sessionsOf(first.access_token);
      const named = { UserPoolId: app.UserPoolId, Username: "rudi", SessionId: browser?.SessionId };
      await service.current.sdk().adminRevokeUserSession(named);
      expect([await isKnown(), await worksStill(first)]).toEqual([false, true]);
      await expect(service.current.sdk().adminRevokeUserSession(named)).rejects.toMatchObject({
        name: "ResourceNotFoundException",
      });
    });

    it("takes along what came of it, with LINKED", async () => {
      const { first, second, isKnown, worksStill } = await signInTwice("rike");
      const { browser } = await sessionsOf(first.access_token);
      await service.current.sdk().adminRevokeUserSession({
        ...{ UserPoolId: app.UserPoolId, Username: "rike", SessionId: browser?.SessionId },
        RevokeAssociatedSessions: "LINKED",
      });
      expect([await isKnown(), await worksStill(first), await worksStill(second)]).toEqual([false, false, false]);
    });

    it("goes along with a session of tokens that its owner ends, with LINKED", async () => {
      const { first, second, isKnown, worksStill } = await signInTwice("remo");
      const AccessToken = second.access_token;
      const { Sessions } = await sessionsOf(AccessToken);
      const mine = Sessions.find(({ IsCurrentSession, SessionType }) => SessionType === "TOKEN" && !IsCurrentSession);
      await service.current.sdk().revokeUserSession({
        ...{ AccessToken, SessionId: mine?.SessionId, RevokeAssociatedSessions: "LINKED" },
      });
      expect([await isKnown(), await worksStill(first), await worksStill(second)]).toEqual([false, false, true]);
      await track("DISABLED");
    });
  });
});
