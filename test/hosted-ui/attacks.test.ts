import { beforeAll, describe, expect, it } from "vitest";
import { userAgent } from "../oauth/user-agent.ts";
import { makeMfaApp, withApp } from "../support/mfa.ts";
import { makeClient, password, peopleOf } from "../support/people.ts";
import { startForAll } from "../support/start.ts";
import { type HostedApp, makeHostedApp } from "./hosted-app.ts";
import { makeWorld, type World } from "./states.ts";

const callback = "http://localhost:3000/callback";

describe("The pages", async () => {
  const service = await startForAll("sqlite", { environment: { POOLHOUSE_USER_LIMITS: "off" } });
  let app: HostedApp;
  let world: World;
  beforeAll(async () => {
    world = await makeWorld(service.current, callback, "managed");
    app = world.shop;
  });

  const post = (browser: ReturnType<typeof userAgent>, url: string, fields: Record<string, string>, headers = {}) =>
    browser.request(url, { method: "POST", body: new URLSearchParams(fields), headers });
  const right = { username: "ann", password };

  /** A browser that has seen the page, and the token of its form. */
  async function visited(url: string) {
    const browser = userAgent();
    const text = await (await browser.request(url)).text();
    return { browser, text, _csrf: browser.cookie("XSRF-TOKEN") };
  }

  describe("take no form from elsewhere (CSRF):", () => {
    it("it needs the token of the browser's own page", async () => {
      const url = app.url("/login");
      const { browser, _csrf } = await visited(url);
      expect((await post(browser, url, { ...right, _csrf })).status).toBe(302);
    });

    it.each([
      ["none", async () => ({})],
      ["that of another browser", async (url: string) => ({ _csrf: (await visited(url))._csrf })],
      [
        "one that is made up",
        async () => ({ _csrf: "AAAAAAAAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" }),
      ],
    ])("not with %s", async (_, form) => {
      const url = app.url("/login");
      const { browser } = await visited(url);
      const response = await post(browser, url, { ...right, ...(await form(url)) });
      expect([response.status, response.headers.get("location")]).toEqual([403, null]);
      expect(await response.text()).toContain("This page has expired. Please try again.");
    });

    it("a planted cookie is no token, even when the form agrees with it", async () => {
      const planted = "bm90b3Vycw.bm90b3Vycw";
      const headers = { cookie: `XSRF-TOKEN=${planted}` };
      const response = await fetch(app.url("/login"), {
        ...{ method: "POST", headers, redirect: "manual" },
        body: new URLSearchParams({ ...right, _csrf: planted }),
      });
      expect(response.status).toBe(403);
    });

    it("one that a browser says comes from another site is refused with the right token", async () => {
      const url = app.url("/login");
      const { browser, _csrf } = await visited(url);
      const response = await post(browser, url, { ...right, _csrf }, { "sec-fetch-site": "cross-site" });
      expect(response.status).toBe(403);
    });

    it.each(["/login", "/signup", "/confirm", "/resendcode", "/forgotPassword", "/confirmForgotPassword"] as const)(
      "%s asks for it",
      async (page) => expect((await post(userAgent(), app.url(page), right)).status).toBe(403),
    );
  });

  it("do not go on with another browser's sign-in", async () => {
    const url = world.bank.url("/login");
    const { browser, _csrf } = await visited(url);
    const page = await (await post(browser, url, { username: "tom", password, _csrf })).text();
    const step = /name="step" value="([^"]+)"/.exec(page)?.[1] ?? "";
    expect(step).not.toBe("");
    const thief = await visited(url);
    const mfa = world.bank.url("/mfa");
    const stolen = await post(thief.browser, mfa, { step, code: "000000", _csrf: thief._csrf });
    expect(stolen.status).toBe(403);
    expect((await post(browser, mfa, { step, code: "000000", _csrf })).status).toBe(400);
  });

  it("do not answer one question with another's page, and keep no secret readable in a form", async () => {
    const url = world.bank.url("/login");
    const { browser, _csrf } = await visited(url);
    const page = await (await post(browser, url, { username: "tom", password, _csrf })).text();
    const step = /name="step" value="([^"]+)"/.exec(page)?.[1] ?? "";
    expect(Buffer.from(step, "base64url").toString()).not.toContain("SOFTWARE_TOKEN_MFA");
    const wrong = await post(browser, world.bank.url("/changePassword"), { step, password: "Passw0rd!2", _csrf });
    expect(wrong.status).toBe(403);
  });

  it("end a sign-in whose codes are guessed at", async () => {
    const url = world.bank.url("/login");
    const { browser, _csrf } = await visited(url);
    const page = await (await post(browser, url, { username: "tom", password, _csrf })).text();
    const step = /name="step" value="([^"]+)"/.exec(page)?.[1] ?? "";
    let last = "";
    for (let guess = 0; guess < 12; guess++) {
      last = await (await post(browser, world.bank.url("/mfa"), { step, code: "000000", _csrf })).text();
    }
    expect(last).toContain("Invalid session for the user, session can only be used once.");
    expect(last).toContain('name="password"');
  });

  it("tell browsers to frame them nowhere, keep them nowhere, load nothing from elsewhere and run no text of theirs", async () => {
    const others = ["/error?error=x", "/signedOut", "/confirmUser", "/feedback"].map((path) => `${app.pages}${path}`);
    for (const url of [app.url("/login"), ...others]) {
      const { headers } = await fetch(url);
      const policy = headers.get("content-security-policy") ?? "";
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toMatch(/unsafe|https?:|\*/);
      expect(headers.get("x-frame-options")).toBe("DENY");
      expect(headers.get("cache-control")).toBe("no-store");
      expect(headers.get("referrer-policy")).toBe("same-origin");
      for (const cookie of headers.getSetCookie()) {
        expect(cookie).toMatch(new RegExp(`; Path=/${app.UserPoolId}; HttpOnly; SameSite=Lax$`));
      }
    }
  });

  const hostile = `"><script>alert(1)</script><img src=x onerror='alert(2)'>`;

  it.each([
    ["state", () => app.url("/login", { state: hostile })],
    ["login_hint", () => app.url("/login", { login_hint: hostile })],
    ["a username on /confirm", () => app.url("/confirm", { username: hostile })],
    ["lang", () => app.url("/login", { lang: hostile })],
    ["an error", () => `${app.pages}/error?error=${encodeURIComponent(hostile)}`],
    ["a name in a link to confirm by", () => app.url("/confirmUser", { user_name: hostile, confirmation_code: "1" })],
    ["a code in a link to confirm by", () => app.url("/confirmUser", { user_name: "ann", confirmation_code: hostile })],
    ["a name in a link to answer by", () => app.url("/feedback", { user_name: hostile, feedback_value: "Valid" })],
  ])("escape what a link holds: %s", async (_, url) => {
    const text = await (await fetch(url())).text();
    expect(text).not.toContain("<script");
    expect(text).not.toContain("<img src=x");
  });

  it("escape what somebody types, and what an administrator calls a provider", async () => {
    const url = app.url("/login");
    const { browser, _csrf } = await visited(url);
    const text = await (await post(browser, url, { username: hostile, password: "x", _csrf })).text();
    expect(text).toContain("&quot;&gt;&lt;script&gt;");
    expect(text).not.toContain("<script");
  });

  it("put no words of a stranger's on the error page", async () => {
    const text = await (await fetch(`${app.pages}/error?error=${encodeURIComponent("Call 555-0100 now")}`)).text();
    expect(text).not.toContain("555");
    expect(await (await fetch(`${app.pages}/error?error=redirect_mismatch`)).text()).toContain("redirect_mismatch");
  });

  it("hold a provider's name within its string of CSS", async () => {
    const name = 'a"]{}*{display:none}';
    const lightMode = { defaults: { backgroundColor: "123456ff" } };
    const Settings = { components: { idpButton: { custom: { [name]: { lightMode } } } } };
    const other = await makeHostedApp(service.current, callback, { look: { Settings } });
    const page = await (await fetch(other.url("/login"))).text();
    const href = /rel="stylesheet" href="([^"]+)"/.exec(page)?.[1]?.replaceAll("&amp;", "&") ?? "";
    const css = await (await fetch(new URL(href, service.current.url))).text();
    expect(css).toContain("#123456");
    expect(css).not.toContain("*{display:none}");
  });

  it("serve an image of a style so that it runs nothing by itself", async () => {
    const script = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
    const Bytes = new Uint8Array(Buffer.from(script));
    const Assets = [{ Category: "FAVICON_SVG", ColorMode: "DYNAMIC", Extension: "SVG", Bytes } as const];
    const other = await makeHostedApp(service.current, callback, { look: { Settings: {}, Assets } });
    const page = await (await fetch(other.url("/login"))).text();
    const href = /rel="icon" href="([^"]+)"/.exec(page)?.[1]?.replaceAll("&amp;", "&") ?? "";
    const { headers } = await fetch(new URL(href, service.current.url));
    expect(headers.get("content-security-policy")).toContain("sandbox");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
  });

  it("answer a form that is too long, and one that is none", async () => {
    const url = app.url("/login");
    const { browser, _csrf } = await visited(url);
    const long = await post(browser, url, { ...right, _csrf, padding: "x".repeat(70_000) });
    expect(long.status).toBe(400);
    const none = await browser.request(url, { method: "POST", body: '{"username":1}' });
    expect(none.status).toBe(403);
  });

  it("come with their style in less than 30 KB, by two requests, without anything from elsewhere", async () => {
    const page = await (await fetch(app.url("/login"))).text();
    const loads = [...page.matchAll(/<(?:link|script|img)[^>]*(?:href|src)="([^"]+)"/g)].map(([, url]) => url ?? "");
    const files = loads.filter((url) => !url.startsWith("data:"));
    expect(files).toHaveLength(1);
    const style = await fetch(new URL(files[0]?.replaceAll("&amp;", "&") ?? "", service.current.url));
    expect(style.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
    expect(page.length + (await style.text()).length).toBeLessThan(30_000);
  });

  describe("keep the pool's own accounts out of an app that takes other providers' alone:", () => {
    let corporate: Record<string, string>;
    beforeAll(async () => {
      const client_id = await makeClient(service.current, app.UserPoolId, {
        ...{ AllowedOAuthFlowsUserPoolClient: true, AllowedOAuthFlows: ["code"], AllowedOAuthScopes: ["openid"] },
        ...{ SupportedIdentityProviders: ["Google", "Acme"], CallbackURLs: [callback] },
      });
      await service.current.sdk().createManagedLoginBranding({
        ...{ UserPoolId: app.UserPoolId, ClientId: client_id, UseCognitoProvidedValues: true },
      });
      corporate = { client_id };
    });

    it.each(["/login", "/signup", "/confirm", "/forgotPassword"] as const)(
      "a form of %s is refused that nobody was shown",
      async (page) => {
        const { browser, _csrf } = await visited(app.url("/login", corporate));
        const form = { ...right, _csrf, password_confirm: password, code: "123456" };
        const response = await post(browser, app.url(page, corporate), form);
        expect([response.status, response.headers.get("location")]).toEqual([400, null]);
        expect(await response.text()).toContain("Incorrect username or password.");
      },
    );

    it("the browser's session of such an account signs nobody in to it", async () => {
      const { browser, _csrf } = await visited(app.url("/login"));
      await post(browser, app.url("/login"), { ...right, _csrf });
      expect((await browser.visit(app.url("/oauth2/authorize"))).url.searchParams.has("code")).toBe(true);
      const { url } = await browser.visit(app.url("/oauth2/authorize", corporate));
      expect([url.pathname, url.searchParams.has("code")]).toEqual([`/${app.UserPoolId}/login`, false]);
    });
  });

  it("lead whoever may not sign up to where people sign in", async () => {
    const closed = await makeHostedApp(service.current, callback, {
      pool: { AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } },
    });
    const response = await fetch(closed.url("/signup"), { redirect: "manual" });
    expect([response.status, response.headers.get("location")]).toEqual([
      ...[302, expect.stringContaining(`/${closed.UserPoolId}/login?`)],
    ]);
    const { browser, text, _csrf } = await visited(closed.url("/login"));
    expect(text).not.toContain("/signup?");
    const form = { ...right, username: "new", _csrf };
    expect((await post(browser, closed.url("/signup"), form)).status).toBe(400);
  });

  it("of one pool know nothing of another's app", async () => {
    const other = await makeMfaApp(service.current, withApp);
    expect(peopleOf(service.current, other).ClientId).toBe(other.ClientId);
    const response = await fetch(app.url("/login", { client_id: other.ClientId }), { redirect: "manual" });
    expect(response.headers.get("location")).toContain(`${app.UserPoolId}/error?error=Client+does+not+exist.`);
  });
});

describe("The pages of a service that more than one person uses", async () => {
  const service = await startForAll("memory", { environment: { POOLHOUSE_USER_LIMITS: "on" } });

  it("take so many forms from one address, and no more for a while", async () => {
    const app = await makeHostedApp(service.current, callback);
    const send = () => fetch(app.url("/login"), { method: "POST" });
    const statuses = (await Promise.all(Array.from({ length: 250 }, send))).map(({ status }) => status);
    // The count begins anew every ten seconds, which may be in between.
    expect(statuses.filter((status) => status === 403).length).toBeLessThanOrEqual(200);
    const refused = statuses.find((status) => status === 429);
    expect(refused).toBe(429);
  });
});
