import { describe, expect, it } from "vitest";
import type { Face } from "../support/face.ts";
import { emailOf, listOf, makeApp, type People, password, peopleOf } from "../support/people.ts";
import { databases, startForAll } from "../support/start.ts";

type PoolOptions = Parameters<typeof makeApp>[1];
const peopleWith = async (service: Face, pool: PoolOptions): Promise<People> =>
  peopleOf(service, await makeApp(service, { AutoVerifiedAttributes: ["email"], ...pool }));

const exists = (name: string, message: string) => ({ name, message });

describe.each(databases)("Aliases, on %s", async (kind) => {
  const service = await startForAll(kind);

  it("let people sign in with an address or number once it is verified", async () => {
    const people = await peopleWith(service.current, { AliasAttributes: ["email", "phone_number"] });
    const { make, signIn, withPassword, signUp, confirm } = people;
    const unknown = { name: "UserNotFoundException", message: "User does not exist." };
    await signUp("anna", { email: emailOf("anna"), phone_number: "+15551230001" });
    await expect(withPassword(emailOf("anna"))).rejects.toMatchObject(unknown);
    await confirm("anna");
    await signIn("anna");
    await signIn(emailOf("anna"));
    await expect(withPassword("+15551230001")).rejects.toMatchObject(unknown);
    await make("bert", { phone_number: "+15551230002", phone_number_verified: "true" });
    await signIn("+15551230002");
  });

  it("lead to one person: a second one's address is refused when it is confirmed, or taken over", async () => {
    const people = await peopleWith(service.current, { AliasAttributes: ["email"] });
    const { cognito, ClientId, signUp, confirm, signIn, get, attributesOf } = people;
    await signUp("first", { email: "shared@example.com" });
    await confirm("first", "shared@example.com");
    await signUp("second", { email: "shared@example.com" });
    const ConfirmationCode = await service.current.codeSentTo("shared@example.com");
    const answer = { ClientId, Username: "second", ConfirmationCode };
    await expect(cognito.confirmSignUp(answer)).rejects.toMatchObject(
      exists("AliasExistsException", "An account with the email already exists."),
    );
    expect((await get("second")).UserStatus).toBe("UNCONFIRMED");
    await cognito.confirmSignUp({ ...answer, ForceAliasCreation: true });
    expect((await get("shared@example.com")).Username).toBe("second");
    expect(await attributesOf("first")).toMatchObject({ email_verified: "false" });
    await signIn("first");
  });

  it("are refused where an administrator or the person would take somebody else's", async () => {
    const people = await peopleWith(service.current, { AliasAttributes: ["email", "preferred_username"] });
    const { cognito, UserPoolId, make, signIn, attributesOf } = people;
    await make("anna", { email: emailOf("anna"), email_verified: "true", preferred_username: "ann" });
    await make("bert", { email: emailOf("bert"), email_verified: "true" });
    const UserAttributes = listOf({ email: emailOf("anna"), email_verified: "true" });
    await expect(
      cognito.adminUpdateUserAttributes({ UserPoolId, Username: "bert", UserAttributes }),
    ).rejects.toMatchObject(exists("AliasExistsException", "An account with the email already exists."));
    const { AccessToken } = await signIn("bert");
    for (const preferred_username of ["ann", "anna"]) {
      const call = cognito.updateUserAttributes({ AccessToken, UserAttributes: listOf({ preferred_username }) });
      await expect(call).rejects.toMatchObject({ name: "AliasExistsException" });
    }
    expect(await attributesOf("bert")).toMatchObject({ email: emailOf("bert"), email_verified: "true" });
  });

  it("move with the person: the old one is free again", async () => {
    const people = await peopleWith(service.current, { AliasAttributes: ["preferred_username"] });
    const { cognito, make, signIn, withPassword } = people;
    await make("anna", { preferred_username: "one" });
    const { AccessToken } = await signIn("one");
    await cognito.updateUserAttributes({ AccessToken, UserAttributes: listOf({ preferred_username: "two" }) });
    await signIn("two");
    await expect(withPassword("one")).rejects.toMatchObject({ name: "UserNotFoundException" });
    await make("bert", { preferred_username: "one" });
    await signIn("one");
  });

  it("are nothing to sign up with, where they are preferred usernames", async () => {
    const named = { preferred_username: "king", email: emailOf("anna") };
    const people = await peopleWith(service.current, { AliasAttributes: ["preferred_username"] });
    await expect(people.signUp("anna", named)).rejects.toMatchObject({
      name: "InvalidParameterException",
      message:
        "Preferred username cannot be provided for unconfirmed account, since user pool is configured for preferred username alias.",
    });
    await expect(people.get("anna")).rejects.toMatchObject({ name: "UserNotFoundException" });
    const elsewhere = await peopleWith(service.current, { AliasAttributes: ["email"] });
    await elsewhere.signUp("anna", named);
    expect(await elsewhere.attributesOf("anna")).toMatchObject({ preferred_username: "king" });
  });

  it("keep a preferred username from somebody who has not confirmed", async () => {
    const people = await peopleWith(service.current, { AliasAttributes: ["preferred_username"] });
    const { cognito, UserPoolId, signUp, confirm, make, get } = people;
    await signUp("squatter");
    const squatter = { UserPoolId, Username: "squatter" };
    await cognito.adminUpdateUserAttributes({ ...squatter, UserAttributes: listOf({ preferred_username: "king" }) });
    await make("king");
    expect((await get("king")).Username).toBe("king");
    const taken = exists("AliasExistsException", "An account with the preferred_username already exists.");
    await expect(confirm("squatter")).rejects.toMatchObject(taken);
    await expect(cognito.adminConfirmSignUp(squatter)).rejects.toMatchObject(taken);
    const set = cognito.adminSetUserPassword({ ...squatter, Password: password, Permanent: true });
    await expect(set).rejects.toMatchObject(taken);
    expect((await get("squatter")).UserStatus).toBe("UNCONFIRMED");
  });

  it("do not let usernames look like them", async () => {
    const people = await peopleWith(service.current, { AliasAttributes: ["email", "phone_number"] });
    await expect(people.signUp("anna@example.com")).rejects.toMatchObject({
      name: "InvalidParameterException",
      message: "Username cannot be of email format, since user pool is configured for email alias.",
    });
    await expect(people.signUp("+15551230001")).rejects.toMatchObject({
      name: "InvalidParameterException",
      message: "Username cannot be of phone number format, since user pool is configured for phone number alias.",
    });
  });
});

describe.each(databases)("Usernames that are addresses or numbers, on %s", async (kind) => {
  const service = await startForAll(kind);

  it("stand in their attribute, while the username is the sub", async () => {
    const { cognito, ClientId, signUp, signIn, get } = await peopleWith(service.current, {
      UsernameAttributes: ["email"],
    });
    const { UserSub } = await signUp("anna@example.com", {});
    const Username = "anna@example.com";
    const ConfirmationCode = await service.current.codeSentTo(Username);
    await cognito.confirmSignUp({ ClientId, Username, ConfirmationCode });
    const anna = await get(Username);
    expect(anna.Username).toBe(UserSub);
    expect(anna.UserAttributes).toContainEqual({ Name: "email", Value: Username });
    await signIn(Username);
    await signIn(UserSub ?? "");
  });

  it("are what an invitation tells, for nobody could know their sub", async () => {
    const { cognito, UserPoolId } = await peopleWith(service.current, { UsernameAttributes: ["email"] });
    const Username = "invited@example.com";
    await cognito.adminCreateUser({ UserPoolId, Username, DesiredDeliveryMediums: ["EMAIL"] });
    const sent = await service.current.control<{ body: string }[]>("GET", `/messages?destination=${Username}`);
    expect(sent[0]?.body).toMatch(/^Your username is invited@example\.com and temporary password is /);
  });

  it("each stand once in the pool, verified or not", async () => {
    const people = await peopleWith(service.current, { UsernameAttributes: ["email", "phone_number"] });
    const { signUp, invite, make, cognito, UserPoolId } = people;
    await signUp("anna@example.com", { phone_number: "+15551230001" });
    const emailTaken = "An account with the given email already exists.";
    await expect(signUp("anna@example.com", {})).rejects.toMatchObject(exists("UsernameExistsException", emailTaken));
    await expect(invite("anna@example.com")).rejects.toMatchObject(exists("UsernameExistsException", emailTaken));
    await expect(signUp("+15551230001", {})).rejects.toMatchObject(
      exists("UsernameExistsException", "An account with the given phone_number already exists."),
    );
    const Username = await make("bert@example.com", {});
    const UserAttributes = listOf({ email: "anna@example.com" });
    await expect(cognito.adminUpdateUserAttributes({ UserPoolId, Username, UserAttributes })).rejects.toMatchObject({
      name: "AliasExistsException",
    });
  });

  it("change with the attribute, at once", async () => {
    const { make, signIn, withPassword, cognito } = await peopleWith(service.current, {
      UsernameAttributes: ["email"],
    });
    await make("old@example.com", {});
    const { AccessToken } = await signIn("old@example.com");
    await cognito.updateUserAttributes({ AccessToken, UserAttributes: listOf({ email: "new@example.com" }) });
    await signIn("new@example.com");
    await expect(withPassword("old@example.com")).rejects.toMatchObject({ name: "UserNotFoundException" });
  });

  it("are the only ones that will do", async () => {
    const refusal = (message: string) => ({ name: "InvalidParameterException", message });
    const byEmail = await peopleWith(service.current, { UsernameAttributes: ["email"] });
    await expect(byEmail.signUp("anna", {})).rejects.toMatchObject(refusal("Username should be an email."));
    const byPhone = await peopleWith(service.current, { UsernameAttributes: ["phone_number"] });
    await expect(byPhone.signUp("anna", {})).rejects.toMatchObject(refusal("Username should be a phone number."));
    const both = await peopleWith(service.current, { UsernameAttributes: ["email", "phone_number"] });
    await expect(both.signUp("anna", {})).rejects.toMatchObject(
      refusal("Username should be either an email or a phone number."),
    );
  });
});

describe.each(databases)("The case of names, on %s", async (kind) => {
  const service = await startForAll(kind);

  it("makes a difference unless the pool says otherwise", async () => {
    const { make, get, withPassword, signUp } = await peopleWith(service.current, { AliasAttributes: ["email"] });
    await make("Anna", { email: "Anna@Example.com", email_verified: "true" });
    await expect(get("anna")).rejects.toMatchObject({ name: "UserNotFoundException" });
    await expect(withPassword("anna@example.com")).rejects.toMatchObject({ name: "UserNotFoundException" });
    await signUp("anna");
  });

  it("makes none where the pool says so, and names stay as they were written", async () => {
    const people = await peopleWith(service.current, {
      AliasAttributes: ["email", "preferred_username"],
      UsernameConfiguration: { CaseSensitive: false },
    });
    const { make, get, signIn, signUp, cognito, UserPoolId } = people;
    await make("Anna", { email: "Anna@Example.com", email_verified: "true", preferred_username: "Ann" });
    for (const name of ["anna", "ANNA", "anna@example.com", "ANN"]) {
      expect((await get(name)).Username).toBe("Anna");
      await signIn(name);
    }
    await expect(signUp("aNNa")).rejects.toMatchObject({ name: "UsernameExistsException" });
    const { Users } = await cognito.listUsers({ UserPoolId, Filter: 'email = "ANNA@example.COM"' });
    expect(Users?.map(({ Username }) => Username)).toEqual(["Anna"]);
  });
});
