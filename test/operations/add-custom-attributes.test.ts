import { describe, expect, it } from "vitest";
import { makeApp, peopleOf } from "../support/people.ts";
import { databases, startForAll } from "../support/start.ts";

describe.each(databases)("AddCustomAttributes, on %s", async (kind) => {
  const service = await startForAll(kind);
  const sdk = () => service.current.sdk();

  async function createPool(): Promise<string> {
    const { UserPool } = await sdk().createUserPool({ PoolName: "people" });
    return UserPool?.Id ?? "";
  }

  const text = (Name: string) => ({ Name, AttributeDataType: "String" as const });

  it("lets people have attributes that their pool did not have before", async () => {
    const UserPoolId = await createPool();
    const limits = { MaxLength: "3" };
    const answer = await sdk().addCustomAttributes({
      UserPoolId,
      CustomAttributes: [
        { ...text("tenant"), StringAttributeConstraints: limits },
        { ...text("note"), DeveloperOnlyAttribute: true, Mutable: false },
      ],
    });
    expect(Object.keys(answer)).toEqual(["$metadata"]);
    const { UserPool } = await sdk().describeUserPool({ UserPoolId });
    expect(UserPool?.SchemaAttributes?.slice(-2)).toMatchObject([
      { Name: "custom:tenant", Mutable: true, Required: false, StringAttributeConstraints: limits },
      { Name: "dev:note", Mutable: false, DeveloperOnlyAttribute: true },
    ]);
    const create = (Username: string, Value: string) =>
      sdk().adminCreateUser({ UserPoolId, Username, UserAttributes: [{ Name: "custom:tenant", Value }] });
    await create("ada", "abc");
    await expect(create("bob", "abcd")).rejects.toMatchObject({
      name: "InvalidParameterException",
      message: "Attributes did not conform to the schema: custom:tenant: String must be no longer than 3 characters\n",
    });
  });

  it("holds values to all that was said of an attribute", async () => {
    const { UserPoolId, ClientId } = await makeApp(service.current);
    const { make, signIn, cognito } = peopleOf(service.current, { UserPoolId, ClientId });
    await cognito.addCustomAttributes({
      UserPoolId,
      CustomAttributes: [
        { Name: "age", AttributeDataType: "Number", NumberAttributeConstraints: { MinValue: "1", MaxValue: "99" } },
        { ...text("code"), StringAttributeConstraints: { MinLength: "2", MaxLength: "3" } },
        { ...text("origin"), Mutable: false },
        { ...text("note"), DeveloperOnlyAttribute: true },
      ],
    });
    await make("ada", { "custom:origin": "here" });
    const { AccessToken } = await signIn("ada");
    const write = (Name: string, Value: string) =>
      cognito.updateUserAttributes({ AccessToken, UserAttributes: [{ Name, Value }] });
    for (const [name, value, message] of [
      ["custom:age", "old", /custom:age/],
      ["custom:age", "0", /custom:age: Number must be no less than 1/],
      ["custom:age", "100", /custom:age: Number must be no greater than 99/],
      ["custom:code", "a", /custom:code: String must be no shorter than 2 characters/],
      ["custom:code", "abcd", /custom:code: String must be no longer than 3 characters/],
      ["custom:origin", "there", /custom:origin: Attribute cannot be updated/],
      ["dev:note", "x", /A client attempted to write unauthorized attribute/],
    ] as const) {
      await expect(write(name, value), `${name} ${value}`).rejects.toThrow(message);
    }
    await write("custom:age", "99");
    await write("custom:code", "abc");
    const required = { UserPoolId, CustomAttributes: [{ ...text("team"), Required: true }] };
    await expect(cognito.addCustomAttributes(required)).rejects.toMatchObject({
      name: "InvalidParameterException",
      message: "Required custom attributes are not supported currently.",
    });
  });

  it("refuses a name that is there already, and then adds none", async () => {
    const UserPoolId = await createPool();
    await sdk().addCustomAttributes({ UserPoolId, CustomAttributes: [text("tenant")] });
    for (const CustomAttributes of [
      [text("other"), text("tenant")],
      [text("twice"), text("twice")],
    ]) {
      const name = `custom:${CustomAttributes[1]?.Name}`;
      await expect(sdk().addCustomAttributes({ UserPoolId, CustomAttributes })).rejects.toMatchObject({
        name: "InvalidParameterException",
        message: `${name}: Existing attribute already has name ${name}.`,
      });
    }
    const { UserPool } = await sdk().describeUserPool({ UserPoolId });
    expect(UserPool?.SchemaAttributes?.at(-1)?.Name).toBe("custom:tenant");
  });

  it("adds 25 at a time and 50 in all", async () => {
    const UserPoolId = await createPool();
    const some = (prefix: string, length: number) => Array.from({ length }, (_, index) => text(`${prefix}${index}`));
    await expect(sdk().addCustomAttributes({ UserPoolId, CustomAttributes: some("a", 26) })).rejects.toMatchObject({
      name: "InvalidParameterException",
      message: expect.stringContaining("Member must have length less than or equal to 25"),
    });
    for (const prefix of ["a", "b"]) {
      await sdk().addCustomAttributes({ UserPoolId, CustomAttributes: some(prefix, 25) });
    }
    await expect(sdk().addCustomAttributes({ UserPoolId, CustomAttributes: [text("c")] })).rejects.toMatchObject({
      name: "InvalidParameterException",
      message: "A user pool can have 50 custom attributes at most.",
    });
  });

  it("loses none when ten are added at once, and a name that ten add stands once", async () => {
    const UserPoolId = await createPool();
    const add = (name: string) => sdk().addCustomAttributes({ UserPoolId, CustomAttributes: [text(name)] });
    await Promise.all(Array.from({ length: 10 }, (_, index) => add(`a${index}`)));
    const same = await Promise.allSettled(Array.from({ length: 10 }, () => add("same")));
    expect(same.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const { UserPool } = await sdk().describeUserPool({ UserPoolId });
    expect(UserPool?.SchemaAttributes?.filter(({ Name }) => Name?.startsWith("custom:"))).toHaveLength(11);
  });
});
