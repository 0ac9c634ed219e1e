import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { browserForAll, noBrowser } from "../support/browser.ts";
import { pageWithAuthenticator, type ServedPage, servePage } from "../support/page.ts";
import { makePasskeyApp } from "../support/passkeys.ts";
import { type App, password, peopleOf } from "../support/people.ts";
import { startForAll } from "../support/start.ts";
import type {} from "./amplify-page.ts";

const script = fileURLToPath(new URL("amplify-page.ts", import.meta.url));

describe.skipIf(noBrowser())(`Passkeys with Amplify in a browser${noBrowser()}`, async () => {
  const service = await startForAll("sqlite");
  const browser = browserForAll();
  let served: ServedPage;
  let app: App;
  beforeAll(async () => {
    served = await servePage(script);
    app = await makePasskeyApp(service.current, { RelyingPartyId: "localhost", UserVerification: "required" });
  });
  afterAll(() => served[Symbol.asyncDispose]());

  /** A page of the app, ready to sign in. */
  async function openApp(): Promise<Page> {
    const page = await pageWithAuthenticator(browser.current, served.origin);
    const Cognito = {
      userPoolId: app.UserPoolId,
      userPoolClientId: app.ClientId,
      userPoolEndpoint: service.current.url,
    };
    await page.evaluate((settings) => {
      amplify.configure({ Cognito: settings });
    }, Cognito);
    return page;
  }

  const signInWithPassword = (page: Page, username: string) =>
    page.evaluate((input) => amplify.signIn(input), { username, password });

  const signInWithPasskey = (page: Page, username: string) =>
    page.evaluate(
      (name) =>
        amplify.signIn({
          username: name,
          options: { authFlowType: "USER_AUTH", preferredChallenge: "WEB_AUTHN" },
        }),
      username,
    );

  const addPasskey = (page: Page) => page.evaluate(() => amplify.associateWebAuthnCredential());

  const signOut = (page: Page) => page.evaluate(() => amplify.signOut());

  it("somebody registers a passkey, signs out, and signs in with it", async () => {
    await peopleOf(service.current, app).make("anna");
    const page = await openApp();
    expect(await signInWithPassword(page, "anna")).toMatchObject({ isSignedIn: true });
    await addPasskey(page);
    const { credentials } = await page.evaluate(() => amplify.listWebAuthnCredentials());
    expect(credentials).toEqual([
      expect.objectContaining({ relyingPartyId: "localhost", friendlyCredentialName: "Passkey" }),
    ]);

    await signOut(page);
    expect(await signInWithPasskey(page, "anna")).toMatchObject({ isSignedIn: true });
    expect(await page.evaluate(() => amplify.getCurrentUser())).toMatchObject({
      username: "anna",
    });
  });
});
