import { decodeJwt } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { serveCallback, visit } from "../hosted-ui/hosted-app.ts";
import { post } from "../oauth/app.ts";
import { browserForAll, noBrowser } from "../support/browser.ts";
import { startForAll } from "../support/start.ts";
import { type Kind, kinds, nameOf, standInApp, standInPool } from "./stand-in-pool.ts";

describe.skipIf(noBrowser())("In a browser, from the app and back", async () => {
  const service = await startForAll("sqlite", { declaration: standInPool });
  const browser = browserForAll();
  let served: Awaited<ReturnType<typeof serveCallback>>;
  let app: Awaited<ReturnType<typeof standInApp>>;

  beforeAll(async () => {
    [served, app] = await Promise.all([serveCallback(), standInApp(service.current)]);
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
    await page.goto(signInUrl());
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
    expect(errors.filter((text) => !text.includes("favicon"))).toEqual([]);

    await page.goto(signInUrl());
    expect(page.url()).toContain(`${served.callback}?code=`);
    const out = new URLSearchParams({ client_id: app.ClientId, logout_uri: served.callback });
    await page.goto(`${app.base}/logout?${out}`);
    await page.goto(signInUrl());
    expect(new URL(page.url()).pathname).toBe(`/${app.UserPoolId}/login`);
    await page.context().close();
  });

  it("somebody refuses, and the app is told", async () => {
    const page = await visit(browser.current);
    await page.goto(`${signInUrl()}&identity_provider=Google`);
    await page.click("text=Refuse");
    await page.waitForURL(`${served.callback}?*`);
    expect(new URL(page.url()).searchParams.get("error")).toBe("access_denied");
    await page.context().close();
  });
});
