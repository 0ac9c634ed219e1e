import { beforeAll, describe, expect, it } from "vitest";
import { type App, emailOf, listOf, makeApp, peopleOf, recordOf } from "../support/people.ts";
import { databases, startForAll } from "../support/start.ts";

describe.each(databases)("What people do about themselves, on %s", async (kind) => {
  const service = await startForAll(kind);
  const people = () => peopleOf(service.current);
  let shop: App;
  beforeAll(async () => {
    shop = await makeApp(service.current, {
      AutoVerifiedAttributes: ["email"],
      UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ["email"] },
      Schema: [
        { Name: "size", AttributeDataType: "Number", NumberAttributeConstraints: { MinValue: "1", MaxValue: "9" } },
        { Name: "motto", AttributeDataType: "String", StringAttributeConstraints: { MinLength: "2", MaxLength: "5" } },
        { Name: "member", AttributeDataType: "Boolean" },
        { Name: "since", AttributeDataType: "DateTime" },
        { Name: "origin", AttributeDataType: "String", Mutable: false },
        { Name: "rank", AttributeDataType: "String", DeveloperOnlyAttribute: true },
        { Name: "name", AttributeDataType: "String", Required: true },
      ],
    });
  });

  it("GetUser tells a person what is known about them", async () => {
    const { cognito, makeSignedIn, get } = people();
    const { AccessToken } = await makeSignedIn("anna");
    const anna = await cognito.getUser({ AccessToken });
    expect(anna.Username).toBe("anna");
    expect(anna.UserAttributes).toEqual((await get("anna")).UserAttributes);
    expect(anna.UserAttributes?.[0]?.Name).toBe("sub");
    expect(recordOf(anna.UserAttributes)).toMatchObject({ email: emailOf("anna"), email_verified: "true" });
  });

  it("UpdateUserAttributes sets, changes and, with an empty value, deletes", async () => {
    const { cognito, makeSignedIn, attributesOf } = people();
    const { AccessToken } = await makeSignedIn("bert");
    const update = (attributes: Record<string, string>) =>
      cognito.updateUserAttributes({ AccessToken, UserAttributes: listOf(attributes) });
    expect((await update({ name: "Bert", nickname: "B" })).CodeDeliveryDetailsList).toEqual([]);
    await update({ name: "Bertold", nickname: "" });
    const attributes = await attributesOf("bert");
    expect(attributes.name).toBe("Bertold");
    expect(attributes).not.toHaveProperty("nickname");
  });

  it("UpdateUserAttributes sends a code to a new address, which is not verified until then", async () => {
    const { cognito, makeSignedIn, attributesOf } = people();
    const { AccessToken } = await makeSignedIn("carla");
    const UserAttributes = listOf({ email: "new@example.com" });
    const { CodeDeliveryDetailsList } = await cognito.updateUserAttributes({ AccessToken, UserAttributes });
    expect(CodeDeliveryDetailsList).toEqual([
      { AttributeName: "email", DeliveryMedium: "EMAIL", Destination: "n***@e***" },
    ]);
    expect(await service.current.codeSentTo("new@example.com")).toMatch(/^[0-9]{6}$/);
    expect(await attributesOf("carla")).toMatchObject({ email: "new@example.com", email_verified: "false" });
  });

  it("UpdateUserAttributes leaves an address alone that is set to what it is", async () => {
    const { cognito, makeSignedIn, attributesOf } = people();
    const { AccessToken } = await makeSignedIn("conny");
    const UserAttributes = listOf({ email: emailOf("conny") });
    const { CodeDeliveryDetailsList } = await cognito.updateUserAttributes({ AccessToken, UserAttributes });
    expect(CodeDeliveryDetailsList).toEqual([]);
    expect(await attributesOf("conny")).toMatchObject({ email: emailOf("conny"), email_verified: "true" });
  });

  it("UpdateUserAttributes keeps the old address in force where the pool wants the new one verified first", async () => {
    const { cognito, make, signIn, attributesOf } = peopleOf(service.current, shop);
    await make("dora", { name: "Dora", email: emailOf("dora"), email_verified: "true" });
    const { AccessToken } = await signIn("dora");
    const UserAttributes = listOf({ email: "later@example.com", name: "Theodora" });
    const { CodeDeliveryDetailsList } = await cognito.updateUserAttributes({ AccessToken, UserAttributes });
    expect(CodeDeliveryDetailsList).toHaveLength(1);
    expect(await attributesOf("dora")).toMatchObject({
      name: "Theodora",
      email: emailOf("dora"),
      email_verified: "true",
    });
  });

  it.each(["email_verified", "phone_number_verified"])("nobody writes %s themselves", async (name) => {
    const { cognito, makeSignedIn } = people();
    const { AccessToken } = await makeSignedIn(`emil-${name}`);
    const UserAttributes = listOf({ [name]: "true" });
    await expect(cognito.updateUserAttributes({ AccessToken, UserAttributes })).rejects.toMatchObject({
      name: "NotAuthorizedException",
      message: "A client attempted to write unauthorized attribute",
    });
  });

  it.each([
    ["email", "no address", "Invalid email address format."],
    ["phone_number", "5551234567", "Invalid phone number format."],
    ["birthdate", "1999", "user.birthdate: String must be no shorter than 10 characters"],
    ["custom:motto", "longer", "user.custom:motto: String must be no longer than 5 characters"],
    ["custom:size", "big", "user.custom:size: Value must be a number"],
    ["custom:size", "10", "user.custom:size: Number must be no greater than 9"],
    ["custom:size", "0", "user.custom:size: Number must be no less than 1"],
    ["custom:member", "yes", "user.custom:member: Value must be true or false"],
    ["custom:since", "yesterday", "user.custom:since: Value must be a date"],
    ["custom:none", "x", "user.custom:none: Attribute does not exist in the schema."],
    ["shoe_size", "44", "user.shoe_size: Attribute does not exist in the schema."],
    ["name", "", "Attributes did not conform to the schema: name: The attribute is required"],
    ["custom:origin", "elsewhere", "user.custom:origin: Attribute cannot be updated."],
  ])("refuses %s = %j: %s", async (name, value, text) => {
    const { cognito, UserPoolId, invite } = peopleOf(service.current, shop);
    const Username = "fritz";
    await invite(Username, { UserAttributes: listOf({ name: "Fritz", "custom:origin": "here" }) }).catch(
      () => undefined,
    );
    const UserAttributes = listOf({ [name]: value });
    const call = cognito.adminUpdateUserAttributes({ UserPoolId, Username, UserAttributes });
    await expect(call).rejects.toMatchObject({ name: "InvalidParameterException" });
    await expect(call.catch((error: Error) => error.message.trim())).resolves.toBe(text);
  });

  it("what is set once for all cannot be set later either", async () => {
    const { cognito, UserPoolId, make } = peopleOf(service.current, shop);
    await make("gusti", { name: "Gusti" });
    const UserAttributes = listOf({ "custom:origin": "here" });
    const call = cognito.adminUpdateUserAttributes({ UserPoolId, Username: "gusti", UserAttributes });
    await expect(call).rejects.toMatchObject({ name: "InvalidParameterException" });
  });

  it("a developer's attribute is a developer's to write", async () => {
    const { cognito, UserPoolId, make, signIn, attributesOf } = peopleOf(service.current, shop);
    await make("hanna", { name: "Hanna" });
    const { AccessToken } = await signIn("hanna");
    const UserAttributes = listOf({ "dev:rank": "admiral" });
    await expect(cognito.updateUserAttributes({ AccessToken, UserAttributes })).rejects.toMatchObject({
      name: "NotAuthorizedException",
      message: "A client attempted to write unauthorized attribute",
    });
    await cognito.adminUpdateUserAttributes({ UserPoolId, Username: "hanna", UserAttributes });
    expect(await attributesOf("hanna")).toMatchObject({ "dev:rank": "admiral" });
  });

  it("keeps all of many simultaneous changes", async () => {
    const { cognito, makeSignedIn, attributesOf } = people();
    const { AccessToken } = await makeSignedIn("ida");
    const changes = { name: "Ida", nickname: "I", locale: "de", zoneinfo: "Europe/Vienna", gender: "f", website: "w" };
    await Promise.all(
      Object.entries(changes).map(([Name, Value]) =>
        cognito.updateUserAttributes({ AccessToken, UserAttributes: [{ Name, Value }] }),
      ),
    );
    expect(await attributesOf("ida")).toMatchObject(changes);
  });

  it("DeleteUser deletes the person, whose tokens and name are then nobody's", async () => {
    const { cognito, UserPoolId, makeSignedIn, make, initiate } = people();
    const { AccessToken, RefreshToken } = await makeSignedIn("jan");
    await cognito.deleteUser({ AccessToken });
    const gone = { name: "UserNotFoundException", message: "User does not exist." };
    await expect(cognito.adminGetUser({ UserPoolId, Username: "jan" })).rejects.toMatchObject(gone);
    await expect(cognito.getUser({ AccessToken })).rejects.toMatchObject(gone);
    await expect(initiate("REFRESH_TOKEN_AUTH", { REFRESH_TOKEN: RefreshToken })).rejects.toMatchObject({
      name: "NotAuthorizedException",
      message: "Invalid Refresh Token",
    });
    await make("jan");
    await expect(cognito.getUser({ AccessToken })).rejects.toMatchObject(gone);
  });

  it("GlobalSignOut ends every session of the person, and nobody else's", async () => {
    const { cognito, makeSignedIn, signIn, initiate } = people();
    const first = await makeSignedIn("karl");
    const second = await signIn("karl");
    const other = await makeSignedIn("lena");
    await cognito.globalSignOut({ AccessToken: first.AccessToken });
    for (const { AccessToken, RefreshToken } of [first, second]) {
      await expect(cognito.getUser({ AccessToken })).rejects.toMatchObject({
        name: "NotAuthorizedException",
        message: "Access Token has been revoked",
      });
      await expect(initiate("REFRESH_TOKEN_AUTH", { REFRESH_TOKEN: RefreshToken })).rejects.toMatchObject({
        name: "NotAuthorizedException",
        message: "Refresh Token has been revoked",
      });
    }
    await cognito.getUser({ AccessToken: other.AccessToken });
    const again = await signIn("karl");
    await cognito.getUser({ AccessToken: again.AccessToken });
  });
});
