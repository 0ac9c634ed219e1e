import { beforeAll, describe, expect, it } from "vitest";
import { type App, emailOf, listOf, makeApp, peopleOf } from "../support/people.ts";
import { databases, startForAll } from "../support/start.ts";

interface Sent {
  readonly medium: string;
  readonly destination: string;
  readonly subject: string;
  readonly body: string;
  readonly code: string;
}

describe.each(databases)("AdminCreateUser, on %s", async (kind) => {
  const service = await startForAll(kind);
  const people = () => peopleOf(service.current);
  const sentTo = (username: string) => service.current.control<Sent[]>("GET", `/messages?username=${username}`);
  let aliased: App;
  beforeAll(async () => {
    aliased = await makeApp(service.current, { AliasAttributes: ["email"] });
  });

  it("makes somebody who has to choose a password, and mails a temporary one", async () => {
    const { cognito, UserPoolId, withPassword } = people();
    const { User } = await cognito.adminCreateUser({
      UserPoolId,
      Username: "anna",
      UserAttributes: listOf({ email: emailOf("anna") }),
      DesiredDeliveryMediums: ["EMAIL"],
    });
    expect(User).toMatchObject({ Username: "anna", UserStatus: "FORCE_CHANGE_PASSWORD", Enabled: true });
    expect(User?.Attributes?.map(({ Name }) => Name)).toEqual(["sub", "email"]);
    const [mail] = await sentTo("anna");
    expect(mail).toMatchObject({
      medium: "EMAIL",
      destination: "anna@example.com",
      subject: "Your temporary password",
      body: `Your username is anna and temporary password is ${mail?.code}.`,
    });
    expect((await withPassword("anna", mail?.code)).ChallengeName).toBe("NEW_PASSWORD_REQUIRED");
  });

  it("makes temporary passwords that the strictest policy accepts, no two alike", async () => {
    const app = await makeApp(service.current, {
      Policies: {
        PasswordPolicy: {
          MinimumLength: 20,
          RequireLowercase: true,
          RequireNumbers: true,
          RequireSymbols: true,
          RequireUppercase: true,
        },
      },
    });
    const { cognito, UserPoolId } = peopleOf(service.current, app);
    const passwords = new Set<string>();
    for (let number = 0; number < 10; number++) {
      const Username = `generated-${number}`;
      const UserAttributes = listOf({ email: emailOf(Username) });
      await cognito.adminCreateUser({ UserPoolId, Username, UserAttributes, DesiredDeliveryMediums: ["EMAIL"] });
      const code = (await sentTo(Username)).at(-1)?.code ?? "";
      expect(code).toMatch(/^(?=.*[a-z])(?=.*[A-Z])(?=.*[0-9])(?=.*[^a-zA-Z0-9])[\x21-\x7e]{20,}$/);
      passwords.add(code);
    }
    expect(passwords.size).toBe(10);
  });

  it("sends nothing when it is told to", async () => {
    await people().invite("bert", { UserAttributes: listOf({ email: emailOf("bert") }) });
    expect(await sentTo("bert")).toEqual([]);
  });

  it("falls back to mail where there is no phone number, and needs no contact at all", async () => {
    const { cognito, UserPoolId } = people();
    const UserAttributes = listOf({ email: emailOf("carla") });
    await cognito.adminCreateUser({ UserPoolId, Username: "carla", UserAttributes });
    expect(await sentTo("carla")).toMatchObject([{ medium: "EMAIL" }]);
    await cognito.adminCreateUser({ UserPoolId, Username: "nobody-knows-where" });
  });

  it("sends by every medium that was asked for", async () => {
    const { cognito, UserPoolId } = people();
    await cognito.adminCreateUser({
      UserPoolId,
      Username: "dora",
      UserAttributes: listOf({ email: emailOf("dora"), phone_number: "+15551230000" }),
      DesiredDeliveryMediums: ["EMAIL", "SMS"],
    });
    expect((await sentTo("dora")).map(({ medium }) => medium).sort()).toEqual(["EMAIL", "SMS"]);
  });

  it("refuses a name that is taken, a password that is too weak and a made-up sub", async () => {
    const { invite } = people();
    await expect(invite("alice")).rejects.toMatchObject({
      name: "UsernameExistsException",
      message: "User account already exists",
    });
    await expect(invite("emil", { TemporaryPassword: "short" })).rejects.toMatchObject({
      name: "InvalidPasswordException",
      message: "Password did not conform with policy: Password not long enough",
    });
    await expect(invite("emil", { UserAttributes: listOf({ sub: "my-own" }) })).rejects.toMatchObject({
      name: "InvalidParameterException",
    });
  });

  it("with RESEND makes a new temporary password and ends the old one", async () => {
    const { cognito, UserPoolId, invite, withPassword } = people();
    await invite("fritz", { TemporaryPassword: "First-one1", UserAttributes: listOf({ email: emailOf("fritz") }) });
    const resend = { UserPoolId, Username: "fritz", MessageAction: "RESEND" } as const;
    const { User } = await cognito.adminCreateUser({ ...resend, DesiredDeliveryMediums: ["EMAIL"] });
    expect(User).toMatchObject({ Username: "fritz", UserStatus: "FORCE_CHANGE_PASSWORD" });
    await expect(withPassword("fritz", "First-one1")).rejects.toMatchObject({ name: "NotAuthorizedException" });
    // Guesses at the old one lock nobody out of the new one.
    for (let guess = 1; guess < 5; guess++) await withPassword("fritz", "Wr0ng-one").catch(() => undefined);
    const [, another] = await cognito
      .adminCreateUser({ ...resend, DesiredDeliveryMediums: ["EMAIL"] })
      .then(() => sentTo("fritz"));
    expect((await withPassword("fritz", another?.code)).ChallengeName).toBe("NEW_PASSWORD_REQUIRED");
  });

  it("with RESEND refuses somebody unknown, and somebody who has come already", async () => {
    const { cognito, UserPoolId } = people();
    const resend = (Username: string) => cognito.adminCreateUser({ UserPoolId, Username, MessageAction: "RESEND" });
    await expect(resend("nobody")).rejects.toMatchObject({
      name: "UserNotFoundException",
      message: "User does not exist.",
    });
    await expect(resend("alice")).rejects.toMatchObject({
      name: "UnsupportedUserStateException",
      message: "Resend not possible. alice status is not FORCE_CHANGE_PASSWORD",
    });
  });

  it("refuses a verified address that is somebody's alias, unless it may take it over", async () => {
    const { invite, make, attributesOf, signIn, withPassword, get } = peopleOf(service.current, aliased);
    const verified = { email: "shared@example.com", email_verified: "true" };
    await make("first", verified);
    await expect(invite("second", { UserAttributes: listOf(verified) })).rejects.toMatchObject({
      name: "AliasExistsException",
      message: "An account with the email already exists.",
    });
    await invite("second", {
      UserAttributes: listOf(verified),
      ForceAliasCreation: true,
      TemporaryPassword: "Temp0rary!",
    });
    expect(await attributesOf("first")).toMatchObject({ email: "shared@example.com", email_verified: "false" });
    expect((await get("shared@example.com")).Username).toBe("second");
    expect((await withPassword("shared@example.com", "Temp0rary!")).ChallengeName).toBe("NEW_PASSWORD_REQUIRED");
    await signIn("first");
  });

  it("takes over nothing for an address that nobody vouched for", async () => {
    const { invite, make, attributesOf } = peopleOf(service.current, aliased);
    const email = "kept@example.com";
    await make("holder", { email, email_verified: "true" });
    await invite("claimant", { UserAttributes: listOf({ email }), ForceAliasCreation: true });
    expect(await attributesOf("holder")).toMatchObject({ email, email_verified: "true" });
  });

  it("says that the username is taken when that is so, whatever address comes with it", async () => {
    const { invite, make } = peopleOf(service.current, aliased);
    await make("third", { email: "third@example.com", email_verified: "true" });
    await make("fourth");
    for (const email_verified of ["false", "true"]) {
      const UserAttributes = listOf({ email: "third@example.com", email_verified });
      await expect(invite("fourth", { UserAttributes })).rejects.toMatchObject({ name: "UsernameExistsException" });
    }
  });
});
