import { decodeJwt } from "jose";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { serveCallback, visit } from "../hosted-ui/hosted-app.ts";
import { post } from "../oauth/app.ts";
import { browserForAll, noBrowser } from "../support/browser.ts";
import { startForAll } from "../support/start.ts";
import { type Kind, kinds, nameOf, standInApp, standInPool } from "./stand-in-pool.ts";

describe.skipIf(noBrowser())("In a browser, from the app and back", async () => {
  const service = await startForAll("sqlite", {
    declaration: standInPool,
    environment: { POOLHOUSE_DOMAIN_URLS: "host" },
  });
  const browser = browserForAll();
  let served: Awaited<ReturnType<typeof serveCallback>>;
  let app: Awaited<ReturnType<typeof standInApp>>;

  beforeAll(async () => {
    const button = () => `<a id="sign-in" href="${signInUrl().replaceAll("&", "&amp;")}">Sign in</a>`;
    [served, app] = await Promise.all([serveCallback(button), standInApp(service.current)]);
    const sdk = service.current.sdk();
    const { UserPoolId, ClientId } = app;
    const { UserPoolClient = {} } = await sdk.describeUserPoolClient({ UserPoolId, ClientId });
    const { ClientSecret: _, ...settings } = UserPoolClient;
    const urls = { CallbackURLs: [served.callback], LogoutURLs: [served.callback] };
    await sdk.updateUserPoolClient({ ...settings, UserPoolId, ClientId, ...urls });
  });
  afterAll(() => served?.[Symbol.asyncDispose]());

  const signInUrl = () => app.authorizeUrl({ redirect_uri: served.callback, state: "s" }).href;

  it.each(kinds)("somebody signs in through %s, is known the next time, and signs out", async (kind: Kind) => {
    const page = await visit(browser.current);
    const errors: string[] = [];
    page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
    await page.goto(served.callback);
    await page.click("#sign-in");
    await signInAtStandIn(page, kind);
    expect(errors.filter((text) => !text.includes("favicon"))).toEqual([]);

    await page.goto(signInUrl());
    expect(page.url()).toContain(`${served.callback}?code=`);
    await signOut(page, app.base);
    await page.goto(signInUrl());
    expect(new URL(page.url()).pathname).toBe(`/${app.UserPoolId}/login`);
    await page.context().close();
  });

  // By a redirect, by a form of its own, and by one of SAML's.
  it.each<Kind>(["OIDC", "SignInWithApple", "SAML"])(
    "somebody signs in through %s and out at the domain's own host, which discovery names",
    async (kind) => {
      const discovered = await fetch(`${app.base}/.well-known/openid-configuration`);
      const { authorization_endpoint } = (await discovered.json()) as Record<string, string>;
      const host = new URL(authorization_endpoint ?? "").origin;
      expect(host).toBe(`http://${app.Domain}.auth.localhost:${new URL(service.current.url).port}`);
      const page = await visit(browser.current);
      const asked = signInUrl().replace(app.base, host);
      await page.goto(asked);
      expect(page.url()).toContain(`${host}/login?`);
      await signInAtStandIn(page, kind);
      const cookies = await page.context().cookies();
      const ofPool = cookies.filter(({ name }) => name === "csrf-state" || name === "cognito");
      expect(ofPool.map(({ domain, path }) => [domain, path])).toEqual(Array(2).fill([new URL(host).hostname, "/"]));

      await page.goto(asked);
      expect(page.url()).toContain(`${served.callback}?code=`);
      await signOut(page, host);
      await page.goto(asked);
      expect(new URL(page.url()).pathname).toBe("/login");
      await page.context().close();
    },
  );

  /** From the pool's page through the provider's to the app, which gets tokens with the mapped attributes. */
  async function signInAtStandIn(page: Page, kind: Kind): Promise<void> {
    await page.click(`a[href*="identity_provider=${nameOf(kind)}"]`);
    await page.waitForURL(/\/_standin\//);
    expect(await page.textContent("h1")).toBe(`Stand-in for ${nameOf(kind)}`);
    await page.click("text=Go on");
    await page.waitForURL(`${served.callback}?*`);
    const code = new URL(page.url()).searchParams.get("code") ?? "";
    const fields = { grant_type: "authorization_code", client_id: app.ClientId, redirect_uri: served.callback, code };
    const { body } = await post(`${app.base}/oauth2/token`, fields);
    expect(decodeJwt(body.id_token)).toMatchObject({
      ...{ "cognito:username": `${nameOf(kind)}_ann-1`, email: "ann@example.com", name: "Ann" },
    });
  }

  /** At the pool; of SAML, at the provider as well, which sends the browser back. */
  async function signOut(page: Page, base: string): Promise<void> {
    const out = new URLSearchParams({ client_id: app.ClientId, logout_uri: served.callback });
    await page.goto(`${base}/logout?${out}`);
    await page.waitForURL(served.callback);
  }

  it("somebody refuses, and the app is told", async () => {
    const page = await visit(browser.current);
    await page.goto(`${signInUrl()}&identity_provider=Google`);
    await page.click("text=Refuse");
    await page.waitForURL(`${served.callback}?*`);
    expect(new URL(page.url()).searchParams.get("error")).toBe("access_denied");
    await page.context().close();
  });
});
