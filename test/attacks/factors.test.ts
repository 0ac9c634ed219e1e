import { describe, expect, it } from "vitest";
import { modulus } from "../../src/crypto/modular-exponentiation.ts";
import { softwareAuthenticator } from "../support/authenticator.ts";
import { deviceOf } from "../support/device.ts";
import { makeMfaApp, signingIn, totp, withApp } from "../support/mfa.ts";
import { makePasskeyApp, passkeysOf } from "../support/passkeys.ts";
import { defaultApp, makeApp, password, peopleOf } from "../support/people.ts";
import { databases, startForAll } from "../support/start.ts";

const wrong = { name: "NotAuthorizedException", message: "Incorrect username or password." };
const hex = (integer: bigint) => integer.toString(16);

/** With any of these for A, the secret that both sides come to is 0, whatever the password is (RFC 5054 section 2.5.4). */
const zeros = ["0", "0".repeat(768), hex(modulus), `00${hex(modulus)}`, hex(modulus * 2n)];
const zero = { name: "InvalidParameterException", message: "A is 0 modulo N." };

describe.each(databases)("A factor that is not one's own, on %s,", async (kind) => {
  const service = await startForAll(kind);

  it("is not got by SRP with an A of 0 or N, for a password", async () => {
    const { initiate } = peopleOf(service.current, defaultApp);
    for (const SRP_A of zeros) {
      await expect(initiate("USER_SRP_AUTH", { USERNAME: "alice", SRP_A })).rejects.toMatchObject(zero);
    }
    const choosing = await makeApp(service.current, {}, { ExplicitAuthFlows: ["ALLOW_USER_AUTH"] });
    const people = peopleOf(service.current, choosing);
    await people.make("anna");
    const chosen = { USERNAME: "anna", PREFERRED_CHALLENGE: "PASSWORD_SRP" };
    for (const SRP_A of zeros) {
      await expect(people.initiate("USER_AUTH", { ...chosen, SRP_A })).rejects.toMatchObject(zero);
      const { Session } = await people.initiate("USER_AUTH", chosen);
      const answer = { ClientId: people.ClientId, ChallengeName: "PASSWORD_SRP", Session } as const;
      const ChallengeResponses = { USERNAME: "anna", SRP_A };
      await expect(people.cognito.respondToAuthChallenge({ ...answer, ChallengeResponses })).rejects.toMatchObject(
        zero,
      );
    }
  });

  /** Somebody whose device is remembered, and asked for its proof after the password. */
  async function withDevice() {
    const app = await makeApp(service.current, { DeviceConfiguration: { DeviceOnlyRememberedOnUserPrompt: false } });
    const people = signingIn(service.current, app);
    const remembered = async (name: string) => {
      await people.make(name);
      const { AuthenticationResult } = await people.withPassword(name);
      const device = await deviceOf(AuthenticationResult?.NewDeviceMetadata ?? {});
      const { DeviceKey, DeviceSecretVerifierConfig } = device;
      const AccessToken = AuthenticationResult?.AccessToken;
      await people.cognito.confirmDevice({ AccessToken, DeviceKey, DeviceSecretVerifierConfig });
      return device;
    };
    const begin = (USERNAME: string, DEVICE_KEY: string) =>
      people.initiate("USER_PASSWORD_AUTH", { USERNAME, PASSWORD: password, DEVICE_KEY });
    return { ...people, remembered, begin };
  }

  it("is not got by SRP with an A of 0 or N, for a device", async () => {
    const { remembered, begin, answer } = await withDevice();
    const { DeviceKey } = await remembered("anna");
    for (const SRP_A of zeros) {
      const { Session } = await begin("anna", DeviceKey);
      const given = { SRP_A, DEVICE_KEY: DeviceKey };
      await expect(answer("DEVICE_SRP_AUTH", "anna", Session, given)).rejects.toMatchObject(zero);
    }
  });

  it("is not another user's device, nor the proof of one", async () => {
    const { cognito, ClientId, remembered, begin, answer } = await withDevice();
    const [annas, malloryes] = [await remembered("anna"), await remembered("mallory")];
    const notThere = { name: "ResourceNotFoundException", message: "Device does not exist." };
    await expect(begin("mallory", annas.DeviceKey)).rejects.toMatchObject(notThere);
    const { Session } = await begin("anna", annas.DeviceKey);
    const foreign = { SRP_A: malloryes.SRP_A, DEVICE_KEY: malloryes.DeviceKey };
    await expect(answer("DEVICE_SRP_AUTH", "anna", Session, foreign)).rejects.toMatchObject(wrong);
    const own = { SRP_A: annas.SRP_A, DEVICE_KEY: annas.DeviceKey };
    const { ChallengeParameters } = await answer("DEVICE_SRP_AUTH", "anna", Session, own);
    const ChallengeResponses = await malloryes.answer(ChallengeParameters);
    for (const DEVICE_KEY of [annas.DeviceKey, malloryes.DeviceKey]) {
      const proof = { ClientId, ChallengeName: "DEVICE_PASSWORD_VERIFIER" as const };
      const given = { ...ChallengeResponses, DEVICE_KEY };
      await expect(cognito.respondToAuthChallenge({ ...proof, ChallengeResponses: given })).rejects.toMatchObject({
        name: "NotAuthorizedException",
      });
    }
  });

  it("is not a TOTP that was used before, in its own session or another", async () => {
    const { makeSignedIn, registerApp, withPassword, answer } = signingIn(
      service.current,
      await makeMfaApp(service.current, withApp),
    );
    const secret = await registerApp(await makeSignedIn("anna"));
    const code = { SOFTWARE_TOKEN_MFA_CODE: totp(secret) };
    const [first, second] = [await withPassword("anna"), await withPassword("anna")];
    const signedIn = await answer("SOFTWARE_TOKEN_MFA", "anna", first.Session, code);
    expect(signedIn.AuthenticationResult?.AccessToken).toBeDefined();
    const used = { message: "Your software token has already been used once." };
    await expect(answer("SOFTWARE_TOKEN_MFA", "anna", second.Session, code)).rejects.toMatchObject(used);
    await expect(answer("SOFTWARE_TOKEN_MFA", "anna", first.Session, code)).rejects.toMatchObject({
      name: expect.stringMatching(/^(NotAuthorized|ExpiredCode)Exception$/),
    });
  });

  it.each([
    ["for a page of another origin", { page: "https://evil.example" }],
    ["for a page whose name ends like the right one", { page: "https://evilexample.com" }],
    ["for another challenge", { fault: { challenge: "b3RoZXI" } }],
  ])("is not a passkey that signed %s", async (_what, { page = "https://example.com", fault }: Signing) => {
    const app = await makePasskeyApp(service.current, { RelyingPartyId: "example.com" });
    const { makeSignedIn, initiate, answer } = signingIn(service.current, app);
    const { AccessToken } = await makeSignedIn("anna");
    const authenticator = softwareAuthenticator();
    await passkeysOf(service.current).register(AccessToken, authenticator, "https://example.com");
    const asked = await initiate("USER_AUTH", { USERNAME: "anna", PREFERRED_CHALLENGE: "WEB_AUTHN" });
    const options = JSON.parse(asked.ChallengeParameters?.CREDENTIAL_REQUEST_OPTIONS ?? "{}");
    const give = (CREDENTIAL: object) =>
      answer("WEB_AUTHN", "anna", asked.Session, { CREDENTIAL: JSON.stringify(CREDENTIAL) });
    await expect(give(authenticator.get(options, page, fault))).rejects.toMatchObject(wrong);
    const right = await give(authenticator.get(options, "https://example.com"));
    expect(right.AuthenticationResult?.AccessToken).toBeDefined();
  });
});

interface Signing {
  readonly page?: string;
  readonly fault?: { readonly challenge: string };
}
