import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { browserForAll, noBrowser } from "../support/browser.ts";
import type { ServedPage } from "../support/page.ts";
import { makePasskeyApp } from "../support/passkeys.ts";
import { type App, peopleOf } from "../support/people.ts";
import { startForAll } from "../support/start.ts";
import { openAmplify, serveAmplify, signInWithPassword, signOut } from "./amplify-app.ts";

describe.skipIf(noBrowser())("Passkeys with Amplify in a browser", async () => {
  const service = await startForAll("sqlite");
  const browser = browserForAll();
  let served: ServedPage;
  let app: App;
  beforeAll(async () => {
    served = await serveAmplify();
    app = await makePasskeyApp(service.current, { RelyingPartyId: "localhost", UserVerification: "required" });
  });
  afterAll(() => served?.[Symbol.asyncDispose]());

  const openApp = () => openAmplify(browser.current, served.origin, service.current, app);

  const addPasskey = (page: Page) => page.evaluate(() => amplify.associateWebAuthnCredential());

  const passkeysIn = async (page: Page) => {
    const { credentials } = await page.evaluate(() => amplify.listWebAuthnCredentials());
    return credentials;
  };

  const signInWithPasskey = (page: Page, username: string) =>
    page.evaluate((input) => amplify.signIn(input), {
      username,
      options: { authFlowType: "USER_AUTH" as const, preferredChallenge: "WEB_AUTHN" as const },
    });

  it("somebody registers a passkey, signs out, and signs in with it", async () => {
    await peopleOf(service.current, app).make("anna");
    const page = await openApp();
    expect(await signInWithPassword(page, "anna")).toMatchObject({ isSignedIn: true });
    await addPasskey(page);
    expect(await passkeysIn(page)).toEqual([
      expect.objectContaining({ relyingPartyId: "localhost", authenticatorAttachment: "platform" }),
    ]);

    await signOut(page);
    expect(await signInWithPasskey(page, "anna")).toMatchObject({ isSignedIn: true });
    expect(await page.evaluate(() => amplify.getCurrentUser())).toMatchObject({ username: "anna" });
    await signOut(page);
    expect(await signInWithPasskey(page, "anna")).toMatchObject({ isSignedIn: true });
  });

  it("an authenticator does not make a second passkey for the same person", async () => {
    await peopleOf(service.current, app).make("bert");
    const page = await openApp();
    await signInWithPassword(page, "bert");
    await addPasskey(page);
    await expect(addPasskey(page)).rejects.toThrow("Passkey already exists");
    expect(await passkeysIn(page)).toHaveLength(1);
  });

  it("a passkey that was deleted signs nobody in", async () => {
    await peopleOf(service.current, app).make("carl");
    const page = await openApp();
    await signInWithPassword(page, "carl");
    await addPasskey(page);
    const [{ credentialId = "" } = {}] = await passkeysIn(page);
    await page.evaluate((id) => amplify.deleteWebAuthnCredential({ credentialId: id }), credentialId);
    expect(await passkeysIn(page)).toEqual([]);
    await signOut(page);
    expect(await signInWithPasskey(page, "carl")).toMatchObject({
      isSignedIn: false,
      nextStep: { signInStep: "CONTINUE_SIGN_IN_WITH_FIRST_FACTOR_SELECTION" },
    });
  });
});
