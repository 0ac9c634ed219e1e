import { beforeAll, describe, expect, it } from "vitest";
import { softwareAuthenticator } from "../support/authenticator.ts";
import { makePasskeyApp, passkeysOf } from "../support/passkeys.ts";
import { type App, makeClient, peopleOf } from "../support/people.ts";
import { databases, startForAll } from "../support/start.ts";

const origin = "https://app.example.com";
const invalid = { name: "InvalidParameterException", message: "Credential data is not valid" };

describe.each(databases)("CompleteWebAuthnRegistration, on %s", async (kind) => {
  const service = await startForAll(kind);
  let app: App;
  const people = (of = app) => peopleOf(service.current, of);
  const passkeys = () => passkeysOf(service.current);
  beforeAll(async () => {
    app = await makePasskeyApp(service.current, { RelyingPartyId: "example.com", UserVerification: "required" });
  });

  const list = async (AccessToken: string) =>
    (await people().cognito.listWebAuthnCredentials({ AccessToken })).Credentials ?? [];

  it("keeps the passkey, and ListWebAuthnCredentials shows it", async () => {
    const { AccessToken } = await people().makeSignedIn("dora");
    const authenticator = softwareAuthenticator();
    const answer = await passkeys().register(AccessToken, authenticator, origin);
    expect(Object.keys(answer)).toEqual(["$metadata"]);
    expect(await list(AccessToken)).toEqual([
      {
        CredentialId: authenticator.id,
        FriendlyCredentialName: "Passkey",
        RelyingPartyId: "example.com",
        AuthenticatorAttachment: "platform",
        AuthenticatorTransports: ["hybrid", "internal"],
        CreatedAt: expect.any(Date),
      },
    ]);
  });

  it.each(["https://example.com", "https://example.com:8443", "https://a.b.example.com"])(
    "takes a page of %s",
    async (allowed) => {
      const { AccessToken } = await people().makeSignedIn(`emil-${allowed.length}`);
      await passkeys().register(AccessToken, softwareAuthenticator(), allowed);
      expect(await list(AccessToken)).toHaveLength(1);
    },
  );

  it.each([
    "http://example.com",
    "https://evil.example",
    "https://notexample.com",
    "https://example.com.evil.example",
    "https://example.com@evil.example",
    "https://example.com/",
    "null",
    "",
  ])("refuses a page of %j", async (foreign) => {
    const name = `fred-${Buffer.from(foreign).toString("base64url")}`;
    const { AccessToken } = await people().makeSignedIn(name);
    await expect(passkeys().register(AccessToken, softwareAuthenticator(), foreign)).rejects.toMatchObject({
      name: "WebAuthnOriginNotAllowedException",
    });
    expect(await list(AccessToken)).toEqual([]);
  });

  it("takes a page of this machine over HTTP where it is the relying party", async () => {
    const local = await makePasskeyApp(service.current, { RelyingPartyId: "localhost" });
    const { AccessToken } = await people(local).makeSignedIn("gerd");
    await passkeys().register(AccessToken, softwareAuthenticator(), "http://localhost:3000");
    expect(await list(AccessToken)).toHaveLength(1);
  });

  it("refuses the passkey of another relying party", async () => {
    const { AccessToken } = await people().makeSignedIn("hans");
    const fault = { relyingPartyId: "evil.example" };
    await expect(passkeys().register(AccessToken, softwareAuthenticator(), origin, fault)).rejects.toMatchObject({
      name: "WebAuthnRelyingPartyMismatchException",
    });
  });

  it("refuses an algorithm that was not asked for", async () => {
    const { AccessToken } = await people().makeSignedIn("ida");
    const exotic = softwareAuthenticator({ algorithm: -8 });
    await expect(passkeys().register(AccessToken, exotic, origin)).rejects.toMatchObject({
      name: "WebAuthnCredentialNotSupportedException",
    });
  });

  it("refuses an authenticator that did not verify its user where the pool requires it", async () => {
    const { AccessToken } = await people().makeSignedIn("jane");
    const unverified = softwareAuthenticator({ userVerified: false });
    await expect(passkeys().register(AccessToken, unverified, origin)).rejects.toMatchObject(invalid);
    const preferring = await makePasskeyApp(service.current, { RelyingPartyId: "example.com" });
    const { AccessToken: other } = await people(preferring).makeSignedIn("jane");
    await passkeys().register(other, unverified, origin);
    expect(await list(other)).toHaveLength(1);
  });

  it.each([
    ["made up", () => "bWFkZSB1cA"],
    ["empty", () => ""],
    ["of one changed letter", (challenge: string) => challenge.replace(/^./, (letter) => (letter === "A" ? "B" : "A"))],
  ])("refuses a challenge that is %s", async (name, change) => {
    const { AccessToken } = await people().makeSignedIn(`kurt-${name.replaceAll(" ", "-")}`);
    const options = await passkeys().begin(AccessToken);
    const Credential = softwareAuthenticator().create(options, origin, { challenge: change(options.challenge) });
    await expect(people().cognito.completeWebAuthnRegistration({ AccessToken, Credential })).rejects.toMatchObject({
      name: "WebAuthnChallengeNotFoundException",
    });
  });

  it("refuses the challenge of another user", async () => {
    const lars = await people().makeSignedIn("lars");
    const lena = await people().makeSignedIn("lena");
    const Credential = softwareAuthenticator().create(await passkeys().begin(lena.AccessToken), origin);
    await expect(
      people().cognito.completeWebAuthnRegistration({ AccessToken: lars.AccessToken, Credential }),
    ).rejects.toMatchObject({ name: "WebAuthnChallengeNotFoundException" });
    expect(await list(lars.AccessToken)).toEqual([]);
  });

  it("refuses a challenge that was given to another client", async () => {
    const other = { ...app, ClientId: await makeClient(service.current, app.UserPoolId) };
    const { AccessToken } = await people().makeSignedIn("mona");
    const Credential = softwareAuthenticator().create(await passkeys().begin(AccessToken), origin);
    const { AccessToken: otherToken } = await people(other).signIn("mona");
    await expect(
      people().cognito.completeWebAuthnRegistration({ AccessToken: otherToken, Credential }),
    ).rejects.toMatchObject({ name: "WebAuthnClientMismatchException" });
  });

  it("refuses a challenge that has expired", async () => {
    const { AccessToken } = await people().makeSignedIn("nick");
    const options = await passkeys().begin(AccessToken);
    await service.current.control("PUT", "/clock", { advance: "PT61S" });
    try {
      const Credential = softwareAuthenticator().create(options, origin);
      await expect(people().cognito.completeWebAuthnRegistration({ AccessToken, Credential })).rejects.toMatchObject({
        name: "WebAuthnChallengeNotFoundException",
      });
    } finally {
      await service.current.control("PUT", "/clock", { reset: true });
    }
  });

  it("takes a challenge once: of ten passkeys for one challenge one is kept", async () => {
    const { AccessToken } = await people().makeSignedIn("olga");
    const options = await passkeys().begin(AccessToken);
    const complete = () =>
      people().cognito.completeWebAuthnRegistration({
        AccessToken,
        Credential: softwareAuthenticator().create(options, origin),
      });
    const outcomes = await Promise.allSettled(Array.from({ length: 10 }, complete));
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await list(AccessToken)).toHaveLength(1);
    await expect(complete()).rejects.toMatchObject({ name: "WebAuthnChallengeNotFoundException" });
  });

  it("keeps one passkey for one user", async () => {
    const paul = await people().makeSignedIn("paul");
    const pia = await people().makeSignedIn("pia");
    const authenticator = softwareAuthenticator();
    await passkeys().register(paul.AccessToken, authenticator, origin);
    await expect(passkeys().register(pia.AccessToken, authenticator, origin)).rejects.toMatchObject(invalid);
    expect(await list(pia.AccessToken)).toEqual([]);
  });

  it("keeps twenty for a user and no more", async () => {
    const { AccessToken } = await people().makeSignedIn("rosa");
    const ahead = await passkeys().begin(AccessToken);
    for (let made = 0; made < 17; made++) {
      await passkeys().register(AccessToken, softwareAuthenticator(), origin);
    }
    const atOnce = Array.from({ length: 6 }, () => passkeys().register(AccessToken, softwareAuthenticator(), origin));
    const outcomes = await Promise.allSettled(atOnce);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(3);
    const exceeded = { name: "LimitExceededException" };
    await expect(passkeys().begin(AccessToken)).rejects.toMatchObject(exceeded);
    const Credential = softwareAuthenticator().create(ahead, origin);
    await expect(people().cognito.completeWebAuthnRegistration({ AccessToken, Credential })).rejects.toMatchObject(
      exceeded,
    );
    expect(await list(AccessToken)).toHaveLength(20);
  });

  type Made = ReturnType<ReturnType<typeof softwareAuthenticator>["create"]>;
  it.each([
    ["nothing in it", () => ({})],
    ["an id that is no base64url", (made: Made) => ({ ...made, id: "!", rawId: "!" })],
    ["two ids", (made: Made) => ({ ...made, rawId: "AAAA" })],
    ["another type", (made: Made) => ({ ...made, type: "password" })],
    ["no response", ({ response: _, ...made }: Made) => made],
    [
      "client data that is no JSON",
      (made: Made) => ({ ...made, response: { ...made.response, clientDataJSON: "AA" } }),
    ],
    ["no attestation", (made: Made) => ({ ...made, response: { ...made.response, attestationObject: "" } })],
    [
      "an attestation that is a list",
      (made: Made) => ({ ...made, response: { ...made.response, attestationObject: [] } }),
    ],
  ])("refuses a credential with %s", async (name, spoil) => {
    const { AccessToken } = await people().makeSignedIn(`sven-${Buffer.from(name).toString("base64url")}`);
    const Credential = spoil(softwareAuthenticator().create(await passkeys().begin(AccessToken), origin));
    await expect(people().cognito.completeWebAuthnRegistration({ AccessToken, Credential })).rejects.toMatchObject(
      invalid,
    );
  });
});
