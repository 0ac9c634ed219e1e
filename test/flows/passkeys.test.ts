import { beforeAll, describe, expect, it } from "vitest";
import { type CeremonyOptions, type Fault, softwareAuthenticator } from "../support/authenticator.ts";
import { parsed, signingIn, withApp } from "../support/mfa.ts";
import { makePasskeyApp, passkeysOf } from "../support/passkeys.ts";
import { type App, makeClient } from "../support/people.ts";
import { databases, startForAll } from "../support/start.ts";

const origin = "https://app.example.com";
const refused = { name: "NotAuthorizedException", message: "Incorrect username or password." };

type Authenticator = ReturnType<typeof softwareAuthenticator>;

describe.each(databases)("Signing in with a passkey, on %s", async (kind) => {
  const service = await startForAll(kind);
  let app: App;
  beforeAll(async () => {
    app = await makePasskeyApp(service.current, { RelyingPartyId: "example.com" });
  });
  const people = (of = app) => signingIn(service.current, of);

  /** Somebody who has registered a passkey. */
  async function withPasskey(name: string, of = app, authenticator = softwareAuthenticator()): Promise<Authenticator> {
    const { AccessToken } = await people(of).makeSignedIn(name);
    await passkeysOf(service.current).register(AccessToken, authenticator, origin);
    return authenticator;
  }

  async function begin(USERNAME: string, of = app) {
    const asked = await people(of).initiate("USER_AUTH", { USERNAME, PREFERRED_CHALLENGE: "WEB_AUTHN" });
    return { ...asked, options: parsed(asked, "CREDENTIAL_REQUEST_OPTIONS") as CeremonyOptions };
  }

  const respond = (name: string, Session: string | undefined, credential: object, of = app) =>
    people(of).answer("WEB_AUTHN", name, Session, { CREDENTIAL: JSON.stringify(credential) });

  async function signIn(
    name: string,
    authenticator: Authenticator,
    { of = app, page = origin, fault = {} as Fault } = {},
  ) {
    const { Session, options } = await begin(name, of);
    return respond(name, Session, authenticator.get(options, page, fault), of);
  }

  it("asks for one of the user's passkeys, and takes its signature for tokens", async () => {
    const authenticator = await withPasskey("anna");
    const asked = await begin("anna");
    expect(asked).toMatchObject({
      ChallengeName: "WEB_AUTHN",
      AvailableChallenges: ["PASSWORD_SRP", "PASSWORD", "WEB_AUTHN"],
    });
    expect(asked.options).toEqual({
      challenge: expect.stringMatching(/^[\w-]{43}$/),
      timeout: 60_000,
      rpId: "example.com",
      allowCredentials: [{ type: "public-key", id: authenticator.id, transports: ["hybrid", "internal"] }],
      userVerification: "preferred",
    });
    const { AuthenticationResult } = await respond("anna", asked.Session, authenticator.get(asked.options, origin));
    const { Username } = await people().cognito.getUser({ AccessToken: AuthenticationResult?.AccessToken });
    expect(Username).toBe("anna");
  });

  it("offers passkeys among the choices to who has one, and follows the choice", async () => {
    const authenticator = await withPasskey("bert");
    const choice = await people().initiate("USER_AUTH", { USERNAME: "bert" });
    expect(choice).toMatchObject({
      ChallengeName: "SELECT_CHALLENGE",
      AvailableChallenges: ["PASSWORD_SRP", "PASSWORD", "WEB_AUTHN"],
    });
    const asked = await people().answer("SELECT_CHALLENGE", "bert", choice.Session, { ANSWER: "WEB_AUTHN" });
    expect(asked.ChallengeName).toBe("WEB_AUTHN");
    const assertion = authenticator.get(parsed(asked, "CREDENTIAL_REQUEST_OPTIONS"), origin);
    expect((await respond("bert", asked.Session, assertion)).AuthenticationResult?.AccessToken).toBeDefined();
  });

  it("does not offer them to who has none, nor in a pool that takes none or names no relying party", async () => {
    await people().make("carl");
    const without = ["PASSWORD_SRP", "PASSWORD"];
    expect((await begin("carl")).AvailableChallenges).toEqual(without);
    const { UserPoolId } = app;
    const nowhere = await makePasskeyApp(service.current, {});
    await people(nowhere).make("carl");
    expect((await begin("carl", nowhere)).AvailableChallenges).toEqual(without);

    await withPasskey("carla");
    const { cognito } = people();
    const { ConfiguredUserAuthFactors } = await cognito.adminGetUserAuthFactors({ UserPoolId, Username: "carla" });
    expect(ConfiguredUserAuthFactors).toEqual(["PASSWORD", "EMAIL_OTP", "WEB_AUTHN"]);
  });

  it("no longer takes a passkey that was deleted, even in mid-flow", async () => {
    const { AccessToken } = await people().makeSignedIn("dora");
    const authenticator = softwareAuthenticator();
    await passkeysOf(service.current).register(AccessToken, authenticator, origin);
    const { Session, options } = await begin("dora");
    await people().cognito.deleteWebAuthnCredential({ AccessToken, CredentialId: authenticator.id });
    await expect(respond("dora", Session, authenticator.get(options, origin))).rejects.toMatchObject(refused);
    expect((await begin("dora")).ChallengeName).toBe("SELECT_CHALLENGE");
  });

  it.each([
    ["a page of another origin", { page: "https://evil.example" }],
    ["a page over HTTP", { page: "http://app.example.com" }],
    ["another challenge", { fault: { challenge: "b3RoZXI" } }],
    ["the signature of a registration", { fault: { type: "webauthn.create" } }],
    ["another relying party", { fault: { relyingPartyId: "evil.example" } }],
    ["a tampered signature", { fault: { signature: Buffer.alloc(70, 1).toString("base64url") } }],
    ["a count that went back", { fault: { counter: 1 } }],
  ])("refuses %s", async (name, how) => {
    const somebody = `emil-${name.replaceAll(" ", "-")}`;
    const authenticator = await withPasskey(somebody);
    await signIn(somebody, authenticator);
    await expect(signIn(somebody, authenticator, how)).rejects.toMatchObject(refused);
    expect((await signIn(somebody, authenticator)).AuthenticationResult?.AccessToken).toBeDefined();
  });

  it("refuses the passkey of another user, and the challenge of another user's sign-in", async () => {
    const freds = await withPasskey("fred");
    const friedas = await withPasskey("frieda");
    const [fred, frieda] = [await begin("fred"), await begin("frieda")];
    await expect(respond("fred", fred.Session, friedas.get(fred.options, origin))).rejects.toMatchObject(refused);
    await expect(respond("fred", fred.Session, freds.get(frieda.options, origin))).rejects.toMatchObject(refused);
    await expect(respond("fred", frieda.Session, freds.get(frieda.options, origin))).rejects.toMatchObject({
      name: "NotAuthorizedException",
      message: "Invalid session for the user.",
    });
  });

  it("refuses another passkey under the id of the user's", async () => {
    const { id } = await withPasskey("gerd");
    const { Session, options } = await begin("gerd");
    const forged = { ...softwareAuthenticator().get(options, origin), id, rawId: id };
    await expect(respond("gerd", Session, forged)).rejects.toMatchObject(refused);
  });

  it("takes an assertion once, at the same time and later, in its own session and another", async () => {
    const authenticator = await withPasskey("hans", app, softwareAuthenticator({ counts: false }));
    const { Session, options } = await begin("hans");
    const assertion = authenticator.get(options, origin);
    const attempts = Array.from({ length: 10 }, () => respond("hans", Session, assertion));
    const outcomes = await Promise.allSettled(attempts);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    await expect(respond("hans", Session, assertion)).rejects.toMatchObject({
      message: "Invalid session for the user, session can only be used once.",
    });
    const later = await begin("hans");
    await expect(respond("hans", later.Session, assertion)).rejects.toMatchObject(refused);
  });

  it("refuses a session of another client, and one that has expired", async () => {
    const authenticator = await withPasskey("ida");
    const { Session, options } = await begin("ida");
    const assertion = authenticator.get(options, origin);
    const ClientId = await makeClient(service.current, app.UserPoolId, { ExplicitAuthFlows: ["ALLOW_USER_AUTH"] });
    await expect(respond("ida", Session, assertion, { ...app, ClientId })).rejects.toMatchObject({
      message: "Invalid session for the user.",
    });
    await service.current.control("PUT", "/clock", { advance: "PT4M" });
    try {
      await expect(respond("ida", Session, assertion)).rejects.toMatchObject({
        message: "Invalid session for the user, session is expired.",
      });
    } finally {
      await service.current.control("PUT", "/clock", { reset: true });
    }
  });

  it.each([
    ["no JSON", "{"],
    ["null", "null"],
    ["a list", "[]"],
    ["an id of another kind", '{"id":1}'],
    ["no response", '{"id":"AAAA","rawId":"AAAA","type":"public-key"}'],
  ])("takes %s for no credential", async (name, CREDENTIAL) => {
    const somebody = `jane-${name.replaceAll(" ", "-")}`;
    await withPasskey(somebody);
    const { Session } = await begin(somebody);
    await expect(people().answer("WEB_AUTHN", somebody, Session, { CREDENTIAL })).rejects.toMatchObject({
      name: "InvalidParameterException",
      message: "Credential data is not valid",
    });
  });

  it("asks somebody who does not exist for a passkey that is always the same, and takes none", async () => {
    const ClientId = await makeClient(service.current, app.UserPoolId, {
      ...{ ExplicitAuthFlows: ["ALLOW_USER_AUTH"], PreventUserExistenceErrors: "ENABLED" },
    });
    const hiding = { ...app, ClientId };
    const [first, second] = [await begin("nobody", hiding), await begin("nobody", hiding)];
    expect(first.ChallengeName).toBe("WEB_AUTHN");
    const shown = ({ options }: typeof first) => (options as { allowCredentials?: object[] }).allowCredentials;
    expect(shown(first)).toEqual([
      { type: "public-key", id: expect.stringMatching(/^[\w-]{43}$/), transports: ["hybrid", "internal"] },
    ]);
    expect(shown(second)).toEqual(shown(first));
    const assertion = softwareAuthenticator().get(first.options, origin);
    await expect(respond("nobody", first.Session, assertion, hiding)).rejects.toMatchObject(refused);
  });

  describe("where two factors are asked for", () => {
    const poolThat = async (FactorConfiguration: "SINGLE_FACTOR" | "MULTI_FACTOR_WITH_USER_VERIFICATION") => {
      const of = await makePasskeyApp(service.current, { RelyingPartyId: "example.com", FactorConfiguration });
      const { UserPoolId } = of;
      await service.current.sdk().setUserPoolMfaConfig({ UserPoolId, MfaConfiguration: "OPTIONAL", ...withApp });
      return of;
    };

    /** Somebody with a passkey and an authenticator app, who may have turned on the passkey for both factors. */
    async function withBoth(of: App, name: string, Enabled: boolean, authenticator = softwareAuthenticator()) {
      const tokens = await people(of).makeSignedIn(name);
      await passkeysOf(service.current).register(tokens.AccessToken, authenticator, origin);
      await people(of).registerApp(tokens);
      await people(of).cognito.setUserMFAPreference({
        ...{ AccessToken: tokens.AccessToken, WebAuthnMfaSettings: { Enabled } },
      });
      return authenticator;
    }

    it("a passkey that verified its user counts as both, if the pool and the user want it so", async () => {
      const of = await poolThat("MULTI_FACTOR_WITH_USER_VERIFICATION");
      const authenticator = await withBoth(of, "kira", true);
      expect((await begin("kira", of)).options).toMatchObject({ userVerification: "required" });
      const { AuthenticationResult } = await signIn("kira", authenticator, { of });
      expect(AuthenticationResult?.AccessToken).toBeDefined();
      const wanted = (Enabled: boolean) =>
        people(of).cognito.adminSetUserMFAPreference({
          ...{ UserPoolId: of.UserPoolId, Username: "kira", WebAuthnMfaSettings: { Enabled } },
        });
      await wanted(false);
      expect(await begin("kira", of)).toMatchObject({ AvailableChallenges: ["PASSWORD_SRP", "PASSWORD"] });
      await wanted(true);
      expect((await signIn("kira", authenticator, { of })).AuthenticationResult).toBeDefined();
    });

    it("a passkey that did not verify its user does not", async () => {
      const of = await poolThat("MULTI_FACTOR_WITH_USER_VERIFICATION");
      const authenticator = await withBoth(of, "lars", true, softwareAuthenticator({ userVerified: false }));
      await expect(signIn("lars", authenticator, { of })).rejects.toMatchObject(refused);
    });

    it("no passkey does where the pool takes them for one factor, or the user has not turned it on", async () => {
      for (const [configuration, enabled] of [
        ["SINGLE_FACTOR", true],
        ["MULTI_FACTOR_WITH_USER_VERIFICATION", false],
      ] as const) {
        const of = await poolThat(configuration);
        await withBoth(of, "mona", enabled);
        expect(await begin("mona", of)).toMatchObject({
          ChallengeName: "SELECT_CHALLENGE",
          AvailableChallenges: ["PASSWORD_SRP", "PASSWORD"],
        });
      }
    });

    it("a second factor that is turned on in mid-flow is not passed by", async () => {
      const of = await poolThat("SINGLE_FACTOR");
      const tokens = await people(of).makeSignedIn("nora");
      const authenticator = softwareAuthenticator();
      await passkeysOf(service.current).register(tokens.AccessToken, authenticator, origin);
      const { Session, options } = await begin("nora", of);
      await people(of).registerApp(tokens);
      const assertion = authenticator.get(options, origin);
      await expect(respond("nora", Session, assertion, of)).rejects.toMatchObject(refused);
    });
  });
});
