import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { browserForAll, noBrowser } from "../support/browser.ts";
import { password } from "../support/people.ts";
import { startForAll } from "../support/start.ts";
import { type HostedApp, makeHostedApp, serveCallback, visit } from "./hosted-app.ts";
import { faultsOf } from "./inspect.ts";
import { giveName, makeWorld, submit } from "./states.ts";

describe.skipIf(noBrowser())("Somebody who may choose how to sign in", async () => {
  const service = await startForAll("memory");
  const browser = browserForAll();
  let served: Awaited<ReturnType<typeof serveCallback>>;
  let club: HostedApp;
  beforeAll(async () => {
    served = await serveCallback();
    club = (await makeWorld(service.current, served.callback, "managed")).club as HostedApp;
  });
  afterAll(() => served?.[Symbol.asyncDispose]());

  it.each([
    ["by mail", "EMAIL_OTP", "eve@example.com"],
    ["by text message", "SMS_OTP", "+14155550100"],
  ])("gets a code %s", async (_, factor, destination) => {
    const page = await visit(browser.current, { javaScriptEnabled: false });
    await giveName(page, club, "eve@example.com");
    await page.check(`[value=${factor}]`);
    await submit(page);
    await page.fill("[name=code]", await service.current.codeSentTo(destination));
    await submit(page);
    await page.waitForURL(`${served.callback}?*`);
  });

  it("gives the password after the name, and learns nothing of who is nobody", async () => {
    const page = await visit(browser.current, { javaScriptEnabled: false });
    await giveName(page, club, "nobody@example.com");
    await page.check("[value=PASSWORD]");
    await submit(page);
    await page.fill("[name=password]", password);
    await submit(page);
    expect(await page.textContent("[role=alert]")).toBe("Incorrect username or password.");

    await giveName(page, club, "eve@example.com");
    await page.check("[value=PASSWORD]");
    await submit(page);
    await page.fill("[name=password]", password);
    await submit(page);
    await page.waitForURL(`${served.callback}?*`);
  });

  it("adds a passkey, and signs in with it from then on", async () => {
    const page = await visit(browser.current);
    const devTools = await page.context().newCDPSession(page);
    await devTools.send("WebAuthn.enable");
    await devTools.send("WebAuthn.addVirtualAuthenticator", {
      options: {
        ...{ protocol: "ctap2", transport: "internal", hasResidentKey: true },
        ...{ hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
      },
    });
    await giveName(page, club, "eve@example.com");
    await page.check("[value=PASSWORD]");
    await submit(page);
    await page.fill("[name=password]", password);
    await submit(page);
    await page.waitForURL(`${served.callback}?*`);

    const add = new URLSearchParams({ client_id: club.ClientId, redirect_uri: served.callback });
    await page.goto(`${club.pages}/passkeys/add?${add}`);
    expect(await faultsOf(page)).toEqual([]);
    await page.click("text=Add a passkey >> nth=-1");
    await page.waitForURL(served.callback);

    await page.context().clearCookies();
    await giveName(page, club, "eve@example.com");
    await page.check("[value=WEB_AUTHN]");
    await submit(page);
    expect(await faultsOf(page)).toEqual([]);
    await page.click("button >> text=Continue");
    await page.waitForURL(`${served.callback}?*`);
  });

  it("is told, where JavaScript is off, that passkeys need it", async () => {
    const page = await visit(browser.current, { javaScriptEnabled: false });
    await giveName(page, club, "eve@example.com");
    await page.check("[value=WEB_AUTHN]");
    await submit(page);
    expect(await page.textContent(".warning")).toBe("This browser has no passkeys, or JavaScript is off.");
    expect(await page.isDisabled("button")).toBe(true);
  });
});

describe.skipIf(noBrowser())("An app without a style on managed login", async () => {
  const service = await startForAll("memory");
  const browser = browserForAll();

  it("has no pages", async () => {
    const app = await makeHostedApp(service.current, "http://localhost:3000/");
    const { UserPoolId } = app;
    const { UserPoolClient } = await service.current.sdk().createUserPoolClient({
      ...{ UserPoolId, ClientName: "bare", CallbackURLs: ["http://localhost:3000/"], AllowedOAuthFlows: ["code"] },
      ...{
        AllowedOAuthFlowsUserPoolClient: true,
        AllowedOAuthScopes: ["openid"],
        SupportedIdentityProviders: ["COGNITO"],
      },
    });
    const page = await visit(browser.current);
    await page.goto(app.url("/login", { client_id: UserPoolClient?.ClientId ?? "" }));
    expect(await page.textContent("[role=alert]")).toBe("Login pages unavailable. Please contact an administrator.");
  });
});
