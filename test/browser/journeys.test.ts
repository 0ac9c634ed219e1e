import type { AuthFactorType } from "@aws-sdk/client-cognito-identity-provider";
import { JwtRsaVerifier } from "aws-jwt-verify";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databaseOptions, kinds } from "../process/database-options.ts";
import { browserForAll, noBrowser } from "../support/browser.ts";
import { EmailConfiguration, totp } from "../support/mfa.ts";
import type { ServedPage } from "../support/page.ts";
import { type App, emailOf, everyFlow, makeApp, password } from "../support/people.ts";
import { launch, type ServiceProcess } from "../support/process.ts";
import { openAmplify, serveAmplify, signInWithPassword, signOut } from "./amplify-app.ts";

/**
 * People come to a pool by themselves, with a password, and may add an authenticator app; where it is not demanded of them,
 * a passkey and codes by mail, too.
 */
async function makePool(service: ServiceProcess, MfaConfiguration: "OPTIONAL" | "ON"): Promise<App> {
  const AllowedFirstAuthFactors: AuthFactorType[] =
    MfaConfiguration === "ON" ? ["PASSWORD"] : ["PASSWORD", "EMAIL_OTP", "WEB_AUTHN"];
  const app = await makeApp(
    service,
    {
      ...{ AutoVerifiedAttributes: ["email"], EmailConfiguration },
      Policies: { SignInPolicy: { AllowedFirstAuthFactors } },
    },
    { ExplicitAuthFlows: [...(everyFlow ?? []), "ALLOW_USER_AUTH"] },
  );
  await service.sdk().setUserPoolMfaConfig({
    ...{ UserPoolId: app.UserPoolId, MfaConfiguration },
    SoftwareTokenMfaConfiguration: { Enabled: true },
    WebAuthnConfiguration: { RelyingPartyId: "localhost", UserVerification: "required" },
  });
  return app;
}

describe.skipIf(noBrowser()).each(kinds)(
  "An app with Amplify in a browser, with the built service on %s",
  async (kind) => {
    const { flags, environment } = await databaseOptions(kind);
    const browser = browserForAll();
    let service: ServiceProcess;
    let served: ServedPage;
    let app: App;
    beforeAll(async () => {
      [service, served] = await Promise.all([launch({ flags, environment }), serveAmplify()]);
      app = await makePool(service, "OPTIONAL");
    });
    afterAll(async () => {
      await served?.[Symbol.asyncDispose]();
      await service?.[Symbol.asyncDispose]();
    });

    const openApp = (at = app) => openAmplify(browser.current, served.origin, service, at);

    async function signUp(page: Page, username: string): Promise<void> {
      const options = { userAttributes: { email: emailOf(username) } };
      const begun = await page.evaluate((input) => amplify.signUp(input), { username, password, options });
      expect(begun).toMatchObject({
        nextStep: { signUpStep: "CONFIRM_SIGN_UP", codeDeliveryDetails: { deliveryMedium: "EMAIL" } },
      });
      const confirmationCode = await service.codeSentTo(emailOf(username));
      const done = await page.evaluate((input) => amplify.confirmSignUp(input), { username, confirmationCode });
      expect(done).toMatchObject({ isSignUpComplete: true });
    }

    const confirm = (page: Page, challengeResponse: string) =>
      page.evaluate((input) => amplify.confirmSignIn(input), { challengeResponse });

    const accessTokenIn = (page: Page, forceRefresh: boolean) =>
      page.evaluate(async (options) => (await amplify.fetchAuthSession(options)).tokens?.accessToken.toString(), {
        forceRefresh,
      });

    it("signs people up, confirms them and signs them in by SRP, to tokens that a backend accepts", async () => {
      const page = await openApp();
      await signUp(page, "anna");
      expect(await signInWithPassword(page, "anna")).toEqual({ isSignedIn: true, nextStep: { signInStep: "DONE" } });
      expect(await page.evaluate(() => amplify.getCurrentUser())).toMatchObject({ username: "anna" });
      expect(await page.evaluate(() => amplify.fetchUserAttributes())).toMatchObject({
        ...{ email: emailOf("anna"), email_verified: "true" },
      });
      const issuer = `${service.url}/${app.UserPoolId}`;
      const verifier = JwtRsaVerifier.create({
        ...{ issuer, audience: null, jwksUri: `${issuer}/.well-known/jwks.json` },
      });
      const keys = await (await fetch(`${issuer}/.well-known/jwks.json`)).json();
      verifier.cacheJwks(keys as Parameters<typeof verifier.cacheJwks>[0]);
      for (const forceRefresh of [false, true]) {
        const claims = await verifier.verify((await accessTokenIn(page, forceRefresh)) ?? "");
        expect(claims).toMatchObject({ username: "anna", client_id: app.ClientId, token_use: "access" });
      }
    });

    it("sets up an authenticator app, which the next sign-in asks for", async () => {
      const page = await openApp();
      await signUp(page, "bert");
      await signInWithPassword(page, "bert");
      const { secret, uri } = await page.evaluate(async () => {
        const { sharedSecret, getSetupUri } = await amplify.setUpTOTP();
        return { secret: sharedSecret, uri: getSetupUri("Shop", "bert").href };
      });
      expect(uri).toBe(`otpauth://totp/Shop:bert?secret=${secret}&issuer=Shop`);
      await page.evaluate((code) => amplify.verifyTOTPSetup({ code }), totp(secret, -1));
      await page.evaluate(() => amplify.updateMFAPreference({ totp: "PREFERRED" }));
      expect(await page.evaluate(() => amplify.fetchMFAPreference())).toEqual({ preferred: "TOTP", enabled: ["TOTP"] });

      await signOut(page);
      expect(await signInWithPassword(page, "bert")).toMatchObject({
        ...{ isSignedIn: false, nextStep: { signInStep: "CONFIRM_SIGN_IN_WITH_TOTP_CODE" } },
      });
      await expect(confirm(page, totp(secret, 40))).rejects.toThrow("Invalid code received for user");
      expect(await confirm(page, totp(secret))).toMatchObject({ isSignedIn: true });
    });

    it("has an authenticator app set up on the way in, where the pool demands one", async () => {
      const strict = await makePool(service, "ON");
      const page = await openApp(strict);
      await signUp(page, "carl");
      const secret = await page.evaluate(
        async (input) => {
          const { nextStep } = await amplify.signIn(input);
          return nextStep.signInStep === "CONTINUE_SIGN_IN_WITH_TOTP_SETUP"
            ? nextStep.totpSetupDetails.sharedSecret
            : "";
        },
        { username: "carl", password },
      );
      expect(await confirm(page, totp(secret))).toMatchObject({ isSignedIn: true });
      expect(await page.evaluate(() => amplify.fetchMFAPreference())).toEqual({ preferred: "TOTP", enabled: ["TOTP"] });
    });

    it("adds a passkey, and signs in with it", async () => {
      const page = await openApp();
      await signUp(page, "dora");
      await signInWithPassword(page, "dora");
      await page.evaluate(() => amplify.associateWebAuthnCredential());
      await signOut(page);
      const options = { authFlowType: "USER_AUTH", preferredChallenge: "WEB_AUTHN" } as const;
      const done = await page.evaluate((input) => amplify.signIn(input), { username: "dora", options });
      expect(done).toMatchObject({ isSignedIn: true });
    });

    it("signs in with a code by mail, preferred or chosen", async () => {
      const page = await openApp();
      await signUp(page, "emil");
      const authFlowType = "USER_AUTH" as const;
      const preferred = { username: "emil", options: { authFlowType, preferredChallenge: "EMAIL_OTP" as const } };
      expect(await page.evaluate((input) => amplify.signIn(input), preferred)).toMatchObject({
        nextStep: {
          signInStep: "CONFIRM_SIGN_IN_WITH_EMAIL_CODE",
          codeDeliveryDetails: { deliveryMedium: "EMAIL", destination: "e***@e***" },
        },
      });
      const code = await service.codeSentTo(emailOf("emil"));
      await expect(confirm(page, "00000000")).rejects.toThrow("Invalid code or auth state for the user.");
      expect(await confirm(page, code)).toMatchObject({ isSignedIn: true });

      await signOut(page);
      const asked = await page.evaluate((input) => amplify.signIn(input), {
        username: "emil",
        options: { authFlowType },
      });
      expect(asked).toMatchObject({
        nextStep: {
          signInStep: "CONTINUE_SIGN_IN_WITH_FIRST_FACTOR_SELECTION",
          availableChallenges: ["PASSWORD_SRP", "PASSWORD", "EMAIL_OTP"],
        },
      });
      await confirm(page, "EMAIL_OTP");
      expect(await confirm(page, await service.codeSentTo(emailOf("emil")))).toMatchObject({ isSignedIn: true });
    });

    it("signs people in with what confirmed them, and nothing else", async () => {
      const page = await openApp();
      const username = "frida";
      const options = {
        userAttributes: { email: emailOf(username) },
        autoSignIn: { authFlowType: "USER_AUTH" as const },
      };
      await page.evaluate((input) => amplify.signUp(input), { username, options });
      const confirmationCode = await service.codeSentTo(emailOf(username));
      const confirmed = await page.evaluate((input) => amplify.confirmSignUp(input), { username, confirmationCode });
      expect(confirmed).toMatchObject({ nextStep: { signUpStep: "COMPLETE_AUTO_SIGN_IN" } });
      expect(await page.evaluate(() => amplify.autoSignIn())).toMatchObject({ isSignedIn: true });
    });

    it("signs out everywhere: another browser's tokens are of no more use", async () => {
      const [here, there] = [await openApp(), await openApp()];
      await signUp(here, "gusti");
      for (const page of [here, there]) await signInWithPassword(page, "gusti");
      const AccessToken = await accessTokenIn(there, false);
      await service.sdk().getUser({ AccessToken });
      await here.evaluate(() => amplify.signOut({ global: true }));

      await expect(service.sdk().getUser({ AccessToken })).rejects.toMatchObject({ name: "NotAuthorizedException" });
      await expect(there.evaluate(() => amplify.fetchUserAttributes())).rejects.toThrow(
        "Access Token has been revoked",
      );
      expect(await accessTokenIn(there, true).catch(() => undefined)).toBeUndefined();
      await expect(there.evaluate(() => amplify.getCurrentUser())).rejects.toThrow("User needs to be authenticated");
    });
  },
);
