import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { softwareAuthenticator } from "../support/authenticator.ts";
import { freshDatabase } from "../support/databases.ts";
import { deviceOf } from "../support/device.ts";
import { parsed, signingIn } from "../support/mfa.ts";
import { makePasskeyApp, passkeysOf } from "../support/passkeys.ts";
import { type App, password } from "../support/people.ts";
import { type Poolhouse, start } from "../support/start.ts";

const origin = "https://app.example.com";

describe("Two instances on one PostgreSQL", async () => {
  const database = await freshDatabase.postgres();
  let one: Poolhouse;
  let other: Poolhouse;
  let app: App;
  beforeAll(async () => {
    one = await start({ database });
    other = await start({ database });
    const DeviceConfiguration = { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: false };
    app = await makePasskeyApp(one, { RelyingPartyId: "example.com" }, { DeviceConfiguration });
  });
  afterAll(async () => {
    await one.stop();
    await other.stop();
  });

  it("take a passkey that the other asked for, and an assertion once between them", async () => {
    const [here, there] = [signingIn(one, app), signingIn(other, app)];
    const { AccessToken } = await here.makeSignedIn("anna");
    const authenticator = softwareAuthenticator({ counts: false });
    const Credential = authenticator.create(await passkeysOf(one).begin(AccessToken), origin);
    const complete = (at: typeof here) => at.cognito.completeWebAuthnRegistration({ AccessToken, Credential });
    const registered = await Promise.allSettled([complete(there), complete(here)]);
    expect(registered.filter(({ status }) => status === "fulfilled")).toHaveLength(1);

    const asked = await here.initiate("USER_AUTH", { USERNAME: "anna", PREFERRED_CHALLENGE: "WEB_AUTHN" });
    const CREDENTIAL = JSON.stringify(authenticator.get(parsed(asked, "CREDENTIAL_REQUEST_OPTIONS"), origin));
    const answer = (at: typeof here) => at.answer("WEB_AUTHN", "anna", asked.Session, { CREDENTIAL });
    const outcomes = await Promise.allSettled([answer(there), answer(here), answer(there), answer(here)]);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  it("know a device that the other remembered, and go on with its proof", async () => {
    const [here, there] = [signingIn(one, app), signingIn(other, app)];
    await here.make("bert");
    const { AuthenticationResult } = await here.withPassword("bert");
    const { AccessToken, NewDeviceMetadata = {} } = AuthenticationResult ?? {};
    const { DeviceKey, DeviceSecretVerifierConfig, SRP_A, answer } = await deviceOf(NewDeviceMetadata);
    await there.cognito.confirmDevice({ AccessToken, DeviceKey, DeviceSecretVerifierConfig });

    const begun = { USERNAME: "bert", PASSWORD: password, DEVICE_KEY: DeviceKey };
    const { Session } = await here.initiate("USER_PASSWORD_AUTH", begun);
    const asked = await there.answer("DEVICE_SRP_AUTH", "bert", Session, { SRP_A, DEVICE_KEY: DeviceKey });
    const proof = await answer(asked.ChallengeParameters);
    const proven = await here.answer("DEVICE_PASSWORD_VERIFIER", "bert", undefined, proof);
    expect(proven.AuthenticationResult?.AccessToken).toBeDefined();
  });
});
