import { beforeAll, describe, expect, it } from "vitest";
import { type App, emailOf, makeApp, makeClient, peopleOf } from "../support/people.ts";
import { databases, startForAll } from "../support/start.ts";

describe.each(databases)("DeleteUserAttributes and AdminDeleteUserAttributes, on %s", async (kind) => {
  const service = await startForAll(kind);
  let app: App;
  const people = () => peopleOf(service.current, app);
  beforeAll(async () => {
    app = await makeApp(service.current, {
      AliasAttributes: ["preferred_username"],
      Schema: [
        { Name: "name", AttributeDataType: "String", Required: true },
        { Name: "size", AttributeDataType: "Number" },
        { Name: "origin", AttributeDataType: "String", Mutable: false },
      ],
    });
  });
  const adminDelete = (Username: string, ...UserAttributeNames: string[]) =>
    people().cognito.adminDeleteUserAttributes({ UserPoolId: app.UserPoolId, Username, UserAttributeNames });

  it("take attributes away, a contact with what was known of it, and a name", async () => {
    const { cognito, make, signIn, attributesOf } = people();
    const email = { email: emailOf("anna"), email_verified: "true" };
    await make("anna", { ...email, name: "Anna", nickname: "A", "custom:size": "4", preferred_username: "annie" });
    const { AccessToken } = await signIn("annie");
    await cognito.deleteUserAttributes({ AccessToken, UserAttributeNames: ["nickname", "preferred_username"] });
    await adminDelete("anna", "custom:size", "email", "locale");
    const { sub, ...attributes } = await attributesOf("anna");
    expect(attributes).toEqual({ name: "Anna" });
    await expect(signIn("annie")).rejects.toMatchObject({ name: "UserNotFoundException" });
  });

  it.each([
    ["name", "Attributes did not conform to the schema: name: The attribute is required"],
    ["sub", "Cannot modify the non-mutable attribute sub"],
    ["custom:origin", "user.custom:origin: Attribute cannot be updated."],
    ["custom:none", "user.custom:none: Attribute does not exist in the schema."],
  ])("refuse %s", async (attribute, text) => {
    const Username = `bert-${attribute.replace(":", "")}`;
    await people().make(Username, { name: "Bert" });
    const call = adminDelete(Username, attribute);
    await expect(call).rejects.toMatchObject({ name: "InvalidParameterException" });
    await expect(call.catch((error: Error) => error.message.trim())).resolves.toBe(text);
  });

  it("leave nobody without the address that they sign in with", async () => {
    const byEmail = await makeApp(service.current, { UsernameAttributes: ["email"] });
    const { cognito, UserPoolId, make, signIn } = peopleOf(service.current, byEmail);
    await make(emailOf("carla"), {});
    const call = cognito.adminDeleteUserAttributes({
      ...{ UserPoolId, Username: emailOf("carla"), UserAttributeNames: ["email"] },
    });
    await expect(call).rejects.toMatchObject({ name: "InvalidParameterException" });
    await signIn(emailOf("carla"));
  });

  it("take from people's own hands only what the app may write", async () => {
    const ClientId = await makeClient(service.current, app.UserPoolId, { WriteAttributes: ["name", "nickname"] });
    const { cognito, make, signIn } = peopleOf(service.current, { ...app, ClientId });
    await make("dora", { name: "Dora", nickname: "D", locale: "de" });
    const { AccessToken } = await signIn("dora");
    await cognito.deleteUserAttributes({ AccessToken, UserAttributeNames: ["nickname"] });
    const call = cognito.deleteUserAttributes({ AccessToken, UserAttributeNames: ["locale"] });
    await expect(call).rejects.toMatchObject({
      name: "NotAuthorizedException",
      message: "A client attempted to write unauthorized attribute",
    });
    expect(await people().attributesOf("dora")).toMatchObject({ locale: "de" });
  });

  it("AdminDeleteUserAttributes refuses nobody's", async () => {
    await expect(adminDelete("nobody", "name")).rejects.toMatchObject({ name: "UserNotFoundException" });
  });
});
