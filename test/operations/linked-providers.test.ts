import { decodeJwt } from "jose";
import { beforeAll, describe, expect, it } from "vitest";
import { emailOf, makeApp, type People, password, peopleOf } from "../support/people.ts";
import { databases, startForAll } from "../support/start.ts";
import { google, oidc } from "./identity-providers.ts";

const subject = "Cognito_Subject";

describe.each(databases)("Users linked with identity providers, on %s", async (kind) => {
  const service = await startForAll(kind);
  let people: People;
  let UserPoolId = "";

  beforeAll(async () => {
    const app = await makeApp(service.current, {
      Schema: [{ Name: "employee", AttributeDataType: "String", Mutable: false }],
    });
    UserPoolId = app.UserPoolId;
    people = peopleOf(service.current, app);
    await people.cognito.createIdentityProvider({ UserPoolId, ...google });
    await people.cognito.createIdentityProvider({
      UserPoolId,
      ...oidc("Company"),
      AttributeMapping: { email: "mail" },
    });
  });

  const link = (username: string, ProviderName: string, value: string, attribute = subject) =>
    people.cognito.adminLinkProviderForUser({
      UserPoolId,
      DestinationUser: { ProviderName: "Cognito", ProviderAttributeValue: username },
      SourceUser: { ProviderName, ProviderAttributeName: attribute, ProviderAttributeValue: value },
    });
  const disable = (ProviderName: string, ProviderAttributeValue: string, ProviderAttributeName = subject) =>
    people.cognito.adminDisableProviderForUser({
      UserPoolId,
      User: { ProviderName, ProviderAttributeName, ProviderAttributeValue },
    });
  const identitiesOf = async (name: string) => JSON.parse((await people.attributesOf(name)).identities ?? "[]");

  it("show the account as an attribute and in the ID token", async () => {
    await people.make("ada");
    await link("ada", "Google", "1815");
    expect(await identitiesOf("ada")).toEqual([
      {
        ...{ userId: "1815", providerName: "Google", providerType: "Google", issuer: null },
        ...{ primary: false, dateCreated: expect.any(Number) },
      },
    ]);
    const { IdToken, AccessToken } = await people.signIn("ada");
    expect(decodeJwt(IdToken).identities).toEqual([
      {
        ...{ userId: "1815", providerName: "Google", providerType: "Google", issuer: null },
        ...{ primary: "false", dateCreated: expect.stringMatching(/^\d{13}$/) },
      },
    ]);
    const { UserAttributes } = await people.cognito.getUser({ AccessToken });
    expect(UserAttributes?.map(({ Name }) => Name)).toContain("identities");
    await expect(
      people.cognito.adminUpdateUserAttributes({
        ...{ UserPoolId, Username: "ada", UserAttributes: [{ Name: "identities", Value: "[]" }] },
      }),
    ).rejects.toMatchObject({ name: "InvalidParameterException" });
  });

  it("have an attribute in the schema, which clients may name to read, once there is a provider", async () => {
    const { UserPool } = await people.cognito.createUserPool({ PoolName: "others" });
    const other = UserPool?.Id;
    const namesIn = async () => {
      const { UserPool } = await people.cognito.describeUserPool({ UserPoolId: other });
      return UserPool?.SchemaAttributes?.map(({ Name }) => Name);
    };
    const client = { UserPoolId: other, ClientName: "app", ReadAttributes: ["email", "identities"] };
    expect(await namesIn()).not.toContain("identities");
    await expect(people.cognito.createUserPoolClient(client)).rejects.toMatchObject({
      name: "InvalidParameterException",
      message: "Invalid read attributes specified while creating a client",
    });
    await people.cognito.createIdentityProvider({ UserPoolId: other, ...google });
    expect(await namesIn()).toContain("identities");
    await expect(people.cognito.createUserPoolClient(client)).resolves.toBeDefined();
  });

  it("are listed with their identities where these are asked for", async () => {
    await people.make("lin");
    await link("lin", "Google", "lin-at-google");
    const { Users } = await people.cognito.listUsers({
      ...{ UserPoolId, Filter: 'username = "lin"', AttributesToGet: ["identities"] },
    });
    expect(Users?.map(({ Attributes }) => Attributes?.map(({ Name }) => Name))).toEqual([["identities"]]);
  });

  it("are linked once: an account that leads to somebody leads to nobody else", async () => {
    for (const name of ["bob", "cy"]) await people.make(name);
    await link("bob", "Company", "b@company.example", "email");
    await expect(link("bob", "Company", "b@company.example", "email")).rejects.toMatchObject({
      name: "InvalidParameterException",
      message: "SourceUser is already linked to DestinationUser",
    });
    await expect(link("cy", "Company", "b@company.example", "email")).rejects.toMatchObject({
      name: "AliasExistsException",
    });
    expect(await identitiesOf("cy")).toEqual([]);
    await people.cognito.adminDeleteUser({ UserPoolId, Username: "bob" });
    await link("cy", "Company", "b@company.example", "email");
  });

  it("are given one of twenty links that come at once to twenty users", async () => {
    const names = Array.from({ length: 20 }, (_, turn) => `racer${turn}`);
    await Promise.all(names.map((name) => people.invite(name)));
    const results = await Promise.allSettled(names.map((name) => link(name, "Google", "race")));
    const refusals = results.flatMap((result) => (result.status === "rejected" ? [result.reason.name] : []));
    expect(refusals).toEqual(Array(19).fill("AliasExistsException"));
    const linked = await Promise.all(names.map(identitiesOf));
    expect(linked.flat()).toHaveLength(1);
  });

  it("have five at most, though ten come at once", async () => {
    await people.make("many");
    const links = Array.from({ length: 10 }, (_, turn) => link("many", "Google", `many${turn}`));
    const results = await Promise.allSettled(links);
    const refusals = results.flatMap((result) => (result.status === "rejected" ? [result.reason.name] : []));
    expect(refusals).toEqual(Array(5).fill("LimitExceededException"));
    expect(await identitiesOf("many")).toHaveLength(5);
  });

  it("can be named as a destination by an account that leads to them", async () => {
    await people.make("dee");
    await link("dee", "Google", "dee");
    await people.cognito.adminLinkProviderForUser({
      UserPoolId,
      DestinationUser: { ProviderName: "Google", ProviderAttributeValue: "dee" },
      SourceUser: { ProviderName: "Company", ProviderAttributeName: subject, ProviderAttributeValue: "dee" },
    });
    expect(await identitiesOf("dee")).toMatchObject([{ providerName: "Google" }, { providerName: "Company" }]);
  });

  it("cannot be named by an account that somebody's username only looks like", async () => {
    await people.make("Google_impostor");
    const linking = people.cognito.adminLinkProviderForUser({
      UserPoolId,
      DestinationUser: { ProviderName: "Google", ProviderAttributeValue: "impostor" },
      SourceUser: { ProviderName: "Company", ProviderAttributeName: subject, ProviderAttributeValue: "victim" },
    });
    await expect(linking).rejects.toMatchObject({ name: "UserNotFoundException" });
    expect(await identitiesOf("Google_impostor")).toEqual([]);
  });

  it("are not made of what is none: another local user, an unknown provider, attribute or user", async () => {
    await people.make("eve");
    await expect(link("eve", "Cognito", "ada")).rejects.toMatchObject({
      name: "InvalidParameterException",
      message:
        "Invalid SourceUser: Cognito users with a username/password may not be passed in as a SourceUser, only as a DestinationUser",
    });
    await expect(link("eve", "Nowhere", "1")).rejects.toMatchObject({ name: "ResourceNotFoundException" });
    for (const [provider, attribute] of [
      ["Company", "name"],
      ["Google", "username"],
    ] as const) {
      await expect(link("eve", provider, "1", attribute)).rejects.toMatchObject({
        name: "InvalidParameterException",
        message: `Invalid SourceUser: ProviderAttributeName ${attribute} is not mapped for provider ${provider}.`,
      });
    }
    await expect(link("eve", "Google", "")).rejects.toMatchObject({
      message: "Invalid SourceUser: ProviderAttributeValue is missing.",
    });
    await expect(link("nobody", "Google", "1")).rejects.toMatchObject({
      name: "UserNotFoundException",
      message: "User does not exist.",
    });
    expect(await identitiesOf("eve")).toEqual([]);
  });

  it("are made by an attribute once the provider maps it", async () => {
    await people.make("kim");
    const AttributeMapping = { email: "mail", nickname: "nick" };
    await people.cognito.createIdentityProvider({ UserPoolId, ...oidc("Partner") });
    const linking = () => link("kim", "Partner", "kimmy", "nickname");
    await expect(linking()).rejects.toMatchObject({
      message: "Invalid SourceUser: ProviderAttributeName nickname is not mapped for provider Partner.",
    });
    await people.cognito.updateIdentityProvider({ UserPoolId, ProviderName: "Partner", AttributeMapping });
    await linking();
  });

  it("are not made of somebody who has come by themselves", async () => {
    await people.make("fay");
    await people.invite("Google_seen");
    await expect(link("fay", "Google", "seen")).rejects.toMatchObject({
      name: "InvalidParameterException",
      message: "Merging is not currently supported, provide a SourceUser that has not been signed up in order to link",
    });
  });

  it("have no attribute that a provider could not write anew", async () => {
    await people.make("gil", { email: emailOf("gil"), "custom:employee": "7" });
    await expect(link("gil", "Google", "gil")).rejects.toMatchObject({
      name: "InvalidParameterException",
      message: "Invalid DestinationUser: attribute custom:employee of the user is not mutable.",
    });
  });

  it("are unlinked, and the account is free for another", async () => {
    for (const name of ["hal", "ida"]) await people.make(name);
    await link("hal", "Google", "shared");
    await disable("Google", "shared");
    expect(await people.attributesOf("hal")).not.toHaveProperty("identities");
    const gone = { name: "UserNotFoundException", message: "User does not exist." };
    await expect(disable("Google", "shared")).rejects.toMatchObject(gone);
    await expect(disable("Nowhere", "shared")).rejects.toMatchObject({ name: "ResourceNotFoundException" });
    await link("ida", "Google", "shared");
  });

  it("of the pool's own lose their password, by either flow, until they are given another", async () => {
    await people.make("joe");
    await people.signIn("joe");
    await disable("Cognito", "joe");
    const refused = { name: "NotAuthorizedException", message: "Incorrect username or password." };
    await expect(people.signIn("joe")).rejects.toMatchObject(refused);
    await expect(disable("Cognito", "nobody")).rejects.toMatchObject({ name: "UserNotFoundException" });
    await people.cognito.adminSetUserPassword({ UserPoolId, Username: "joe", Password: password, Permanent: true });
    await people.signIn("joe");
  });
});
