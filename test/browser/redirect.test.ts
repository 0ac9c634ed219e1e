import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type HostedApp, makeHostedApp } from "../hosted-ui/hosted-app.ts";
import { browserForAll, noBrowser } from "../support/browser.ts";
import type { ServedPage } from "../support/page.ts";
import { emailOf, password, peopleOf } from "../support/people.ts";
import { launch, type ServiceProcess } from "../support/process.ts";
import { serveAmplify } from "./amplify-app.ts";
import type { Outputs } from "./amplify-page.ts";

/** Amplify takes its OAuth domain for one of HTTPS, whatever it is told. */
describe.skipIf(noBrowser())("signInWithRedirect of Amplify, with the built service on HTTPS,", () => {
  const browser = browserForAll();
  let service: ServiceProcess;
  let served: ServedPage;
  let app: HostedApp;
  beforeAll(async () => {
    [service, served] = await Promise.all([launch({ flags: { "https-port": 0 } }), serveAmplify()]);
    const home = `${served.origin}/`;
    const AllowedOAuthScopes = ["openid", "email", "aws.cognito.signin.user.admin"];
    app = await makeHostedApp(service, home, { client: { AllowedOAuthScopes, LogoutURLs: [home] } });
    await peopleOf(service, app).make("anna");
  });
  afterAll(async () => {
    await served?.[Symbol.asyncDispose]();
    await service?.[Symbol.asyncDispose]();
  });

  /** The app as it is loaded: it has amplify_outputs.json, and goes on with what it finds in its address. */
  async function load(page: Page): Promise<Outputs["auth"]["oauth"]> {
    const outputs = await service.control<Outputs>("GET", `/amplify_outputs.json?clientId=${app.ClientId}`);
    await page.evaluate((file) => amplify.configureFrom(file), outputs);
    return outputs.auth.oauth;
  }

  const leave = async (page: Page, act: () => void, to: RegExp) => {
    await Promise.all([page.waitForURL(to), page.evaluate(act)]);
  };
  const loginPage = /^https:.*\/login\?/;

  it("signs somebody in on the pages, renews their tokens, asks for them and signs them out", async () => {
    // Nobody has told this browser of the authority; test/process/https.test.ts holds certificates to it.
    const page = await (await browser.current.newContext({ ignoreHTTPSErrors: true })).newPage();
    await page.goto(served.origin);
    await load(page);
    await leave(page, () => void amplify.signInWithRedirect({ customState: "cart=42" }), loginPage);
    await page.fill("[name=username]", "anna");
    await page.fill("[name=password]", password);
    await page.click("[name=signInSubmitButton]");
    await page.waitForURL(`${served.origin}/?*`);

    const { domain } = await load(page);
    const tokensOf = (forceRefresh: boolean) =>
      page.evaluate(async (options) => (await amplify.fetchAuthSession(options)).tokens?.accessToken.toString(), {
        forceRefresh,
      });
    const first = await tokensOf(false);
    expect(await page.evaluate(() => amplify.getCurrentUser())).toMatchObject({ username: "anna" });
    expect(page.url()).toBe(`${served.origin}/`);
    const second = await tokensOf(true);
    expect([first, second, first === second]).toEqual([expect.any(String), expect.any(String), false]);
    expect(await page.evaluate(() => amplify.fetchUserAttributes())).toMatchObject({ email: emailOf("anna") });
    const userInfo = await page.evaluate(
      async ([url, token]) => (await fetch(url ?? "", { headers: { authorization: `Bearer ${token}` } })).json(),
      [`https://${domain}/oauth2/userInfo`, second],
    );
    expect(userInfo).toMatchObject({ username: "anna", email: emailOf("anna") });

    const [left] = await Promise.all([
      page.waitForResponse((response) => response.url().includes("/logout?")),
      page.waitForEvent("load"),
      page.evaluate(() => void amplify.signOut()),
    ]);
    expect([left.headers().location, page.url()]).toEqual([`${served.origin}/`, `${served.origin}/`]);
    await load(page);
    await expect(page.evaluate(() => amplify.getCurrentUser())).rejects.toThrow("User needs to be authenticated");
    await leave(page, () => void amplify.signInWithRedirect(), loginPage);
    expect(await page.isVisible("[name=password]")).toBe(true);
  });
});
