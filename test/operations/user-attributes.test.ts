import type { AttributeType } from "@aws-sdk/client-cognito-identity-provider";
import { beforeAll, describe, expect, it } from "vitest";
import { type App, emailOf, listOf, makeApp, password, peopleOf } from "../support/people.ts";
import { databases, startForAll } from "../support/start.ts";

const refusal = (message: string) => ({ name: "InvalidParameterException", message });

describe.each(databases)("The attributes of a user, on %s", async (kind) => {
  const service = await startForAll(kind);
  let shop: App;
  beforeAll(async () => {
    shop = await makeApp(service.current, {
      AutoVerifiedAttributes: ["email"],
      Schema: [
        { Name: "cart", AttributeDataType: "String", StringAttributeConstraints: { MinLength: "3", MaxLength: "5" } },
        { Name: "origin", AttributeDataType: "String", Mutable: false },
        { Name: "given_name", AttributeDataType: "String", Required: true },
      ],
    });
  });
  const people = () => peopleOf(service.current, shop);
  const given_name = "Anna";
  const signUp = (name: string, attributes: Record<string, string>) =>
    people().signUp(name, { given_name, email: emailOf(name), ...attributes });
  const invite = (name: string, attributes: Record<string, string>) =>
    people().invite(name, { UserAttributes: listOf({ given_name, email: emailOf(name), ...attributes }) });

  /** Both ways to change somebody's: by themselves, and by an administrator. */
  async function waysToChange(Username: string) {
    const { cognito, UserPoolId, make, signIn } = people();
    await make(Username, { given_name });
    const { AccessToken } = await signIn(Username);
    return [
      (UserAttributes: AttributeType[]) => cognito.updateUserAttributes({ AccessToken, UserAttributes }),
      (UserAttributes: AttributeType[]) => cognito.adminUpdateUserAttributes({ UserPoolId, Username, UserAttributes }),
    ];
  }

  describe("that the schema does not know", () => {
    it.each(["foo", "custom:foo"])("cannot be brought along by who signs up: %s", async (name) => {
      await expect(signUp("anna", { [name]: "x" })).rejects.toMatchObject(
        refusal(`Attributes did not conform to the schema: ${name}: Attribute does not exist in the schema.\n`),
      );
    });

    it.each([
      ["foo", "Attributes did not conform to the schema: foo: Attribute does not exist in the schema.\n"],
      [
        "custom:foo",
        "Attributes did not conform to the schema: Type for attribute {custom:foo} could not be determined",
      ],
    ])("cannot be given by an administrator: %s", async (name, text) => {
      await expect(invite("anna", { [name]: "x" })).rejects.toMatchObject(refusal(text));
    });

    it("cannot be changed, be they custom or not", async () => {
      for (const change of await waysToChange("bert")) {
        for (const Name of ["foo", "custom:foo"]) {
          const call = change([{ Name, Value: "x" }]);
          await expect(call).rejects.toMatchObject(refusal(`user.${Name}: Attribute does not exist in the schema.\n`));
        }
      }
    });
  });

  it("are refused for everything that is wrong with them, one line each", async () => {
    await expect(signUp("carla", { given_name: "", foo: "x", "custom:cart": "longer" })).rejects.toMatchObject(
      refusal(
        "Attributes did not conform to the schema: given_name: The attribute is required\n" +
          "foo: Attribute does not exist in the schema.\n" +
          "custom:cart: String must be no longer than 5 characters\n",
      ),
    );
    for (const change of await waysToChange("carla2")) {
      await expect(change(listOf({ foo: "x", "custom:cart": "ab", "custom:bar": "y" }))).rejects.toMatchObject(
        refusal(
          "user.foo: Attribute does not exist in the schema.\n" +
            "user.custom:cart: String must be no shorter than 3 characters\n" +
            "user.custom:bar: Attribute does not exist in the schema.\n",
        ),
      );
      const fixed = change(listOf({ "custom:origin": "here" }));
      await expect(fixed).rejects.toMatchObject(refusal("user.custom:origin: Attribute cannot be updated.\n"));
    }
  });

  it("have values: without one they are not deleted, by an empty one they are", async () => {
    const { attributesOf, cognito, ClientId, UserPoolId } = people();
    for (const change of await waysToChange("dora")) {
      for (const Name of ["nickname", "custom:origin"]) {
        const call = change([{ Name }]);
        await expect(call).rejects.toMatchObject(refusal(`Attribute value for ${Name} must not be null`));
      }
      await change([{ Name: "nickname", Value: "D" }]);
      expect(await attributesOf("dora")).toMatchObject({ nickname: "D" });
      await change([{ Name: "nickname", Value: "" }]);
      expect(await attributesOf("dora")).not.toHaveProperty("nickname");
    }
    const UserAttributes = [{ Name: "given_name", Value: "Emil" }, { Name: "nickname" }];
    const without = refusal("Attribute value for nickname must not be null");
    const signingUp = cognito.signUp({ ClientId, Username: "emil", Password: password, UserAttributes });
    await expect(signingUp).rejects.toMatchObject(without);
    const inviting = cognito.adminCreateUser({ UserPoolId, Username: "emil", UserAttributes });
    await expect(inviting).rejects.toMatchObject(without);
  });

  it("have a sub among them that nobody changes", async () => {
    for (const change of await waysToChange("fritz")) {
      for (const Value of ["x", "", undefined]) {
        const call = change([{ Name: "sub", Value }]);
        await expect(call).rejects.toMatchObject(refusal("Cannot modify the non-mutable attribute sub"));
      }
    }
  });

  it("are refused where the address that people sign in with is somebody else's", async () => {
    const byEmail = await makeApp(service.current, { UsernameAttributes: ["email"] });
    const { cognito, UserPoolId, make, signIn } = peopleOf(service.current, byEmail);
    await make(emailOf("jan"), {});
    await make(emailOf("karl"), {});
    const taken = { name: "AliasExistsException", message: "An account with the given email already exists." };
    const { AccessToken } = await signIn(emailOf("karl"));
    const UserAttributes = listOf({ email: emailOf("jan") });
    await expect(cognito.updateUserAttributes({ AccessToken, UserAttributes })).rejects.toMatchObject(taken);
    const byAdmin = cognito.adminUpdateUserAttributes({ UserPoolId, Username: emailOf("karl"), UserAttributes });
    await expect(byAdmin).rejects.toMatchObject(taken);
  });
});
