import { beforeAll, describe, expect, it } from "vitest";
import { softwareAuthenticator } from "../support/authenticator.ts";
import { makePasskeyApp, passkeysOf } from "../support/passkeys.ts";
import { type App, emailOf, makeApp, peopleOf } from "../support/people.ts";
import { databases, startForAll } from "../support/start.ts";

const origin = "https://app.example.com";

describe.each(databases)("Passkeys, on %s", async (kind) => {
  const service = await startForAll(kind);
  let app: App;
  const people = (of = app) => peopleOf(service.current, of);
  const passkeys = () => passkeysOf(service.current);
  beforeAll(async () => {
    app = await makePasskeyApp(service.current, { RelyingPartyId: "example.com", UserVerification: "required" });
  });

  const list = async (AccessToken: string) =>
    (await people().cognito.listWebAuthnCredentials({ AccessToken })).Credentials ?? [];

  describe("StartWebAuthnRegistration", () => {
    it("tells a page what to make, for whom, and what there is already", async () => {
      const { AccessToken } = await people().makeSignedIn("anna");
      const { Username, UserAttributes } = await people().cognito.getUser({ AccessToken });
      const sub = UserAttributes?.find(({ Name }) => Name === "sub")?.Value ?? "";
      const first = softwareAuthenticator();
      expect(Username).toBe("anna");
      await passkeys().register(AccessToken, first, origin);
      expect(await passkeys().begin(AccessToken)).toEqual({
        challenge: expect.stringMatching(/^[\w-]{60,}$/),
        rp: { id: "example.com", name: "example.com" },
        user: { id: Buffer.from(sub).toString("base64url"), name: emailOf("anna"), displayName: emailOf("anna") },
        pubKeyCredParams: [
          { type: "public-key", alg: -7 },
          { type: "public-key", alg: -257 },
        ],
        timeout: 60_000,
        excludeCredentials: [{ type: "public-key", id: first.id, transports: ["hybrid", "internal"] }],
        authenticatorSelection: { requireResidentKey: true, residentKey: "required", userVerification: "required" },
      });
    });

    it("refuses where the pool takes no passkeys", async () => {
      const { AccessToken } = await peopleOf(service.current).makeSignedIn("bert");
      await expect(passkeys().begin(AccessToken)).rejects.toMatchObject({ name: "WebAuthnNotEnabledException" });
    });

    it("refuses where the pool names no relying party", async () => {
      const nowhere = await makeApp(service.current, {
        Policies: { SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD", "WEB_AUTHN"] } },
      });
      const { AccessToken } = await people(nowhere).makeSignedIn("carl");
      await expect(passkeys().begin(AccessToken)).rejects.toMatchObject({
        name: "WebAuthnConfigurationMissingException",
      });
    });
  });

  describe("ListWebAuthnCredentials", () => {
    it("shows a user's own passkeys page by page, each once", async () => {
      const { AccessToken } = await people().makeSignedIn("tina");
      const ids: string[] = [];
      for (let made = 0; made < 3; made++) {
        const authenticator = softwareAuthenticator();
        await passkeys().register(AccessToken, authenticator, origin);
        ids.push(authenticator.id);
      }
      const { cognito } = people();
      const first = await cognito.listWebAuthnCredentials({ AccessToken, MaxResults: 2 });
      const { NextToken } = first;
      const second = await cognito.listWebAuthnCredentials({ AccessToken, MaxResults: 2, NextToken });
      const shown = [...(first.Credentials ?? []), ...(second.Credentials ?? [])];
      expect(shown.map(({ CredentialId }) => CredentialId).sort()).toEqual(ids.sort());
      expect(second.NextToken).toBeUndefined();
      await expect(cognito.listWebAuthnCredentials({ AccessToken, NextToken: "made-up" })).rejects.toMatchObject({
        name: "InvalidParameterException",
        message: "Invalid pagination token given.",
      });
    });
  });

  describe("DeleteWebAuthnCredential", () => {
    it("deletes a user's own passkey, and finds nobody else's", async () => {
      const udo = await people().makeSignedIn("udo");
      const uta = await people().makeSignedIn("uta");
      const authenticator = softwareAuthenticator();
      await passkeys().register(udo.AccessToken, authenticator, origin);
      const remove = ({ AccessToken }: { AccessToken: string }) =>
        people().cognito.deleteWebAuthnCredential({ AccessToken, CredentialId: authenticator.id });
      await expect(remove(uta)).rejects.toMatchObject({ name: "ResourceNotFoundException" });
      expect(await list(udo.AccessToken)).toHaveLength(1);
      await remove(udo);
      expect(await list(udo.AccessToken)).toEqual([]);
      await expect(remove(udo)).rejects.toMatchObject({ name: "ResourceNotFoundException" });
    });
  });

  it("go with their user", async () => {
    const { AccessToken } = await people().makeSignedIn("vera");
    const authenticator = softwareAuthenticator();
    await passkeys().register(AccessToken, authenticator, origin);
    await people().cognito.deleteUser({ AccessToken });
    const again = await people().makeSignedIn("vera");
    expect(await list(again.AccessToken)).toEqual([]);
    await passkeys().register(again.AccessToken, authenticator, origin);
  });
});
