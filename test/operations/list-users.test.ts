import type { ListUsersCommandInput } from "@aws-sdk/client-cognito-identity-provider";
import { beforeAll, describe, expect, it } from "vitest";
import { type App, listOf, makeApp, peopleOf } from "../support/people.ts";
import { databases, startForAll } from "../support/start.ts";

describe.each(databases)("ListUsers, on %s", async (kind) => {
  const service = await startForAll(kind);
  let app: App;
  const list = async (query: Partial<ListUsersCommandInput> = {}) =>
    service.current.sdk().listUsers({ UserPoolId: app.UserPoolId, ...query });
  const names = async (query: Partial<ListUsersCommandInput> = {}) =>
    (await list(query)).Users?.map(({ Username }) => Username);

  beforeAll(async () => {
    app = await makeApp(service.current, { AutoVerifiedAttributes: ["email"] });
    const { invite, signUp, cognito } = peopleOf(service.current, app);
    const attributes = {
      anna: { email: "anna@example.com", name: "Anna A", given_name: "Anna", family_name: "Adler" },
      bert: { email: "bert@example.com", name: 'Bert "B" \\', phone_number: "+15551230001" },
      carla: { email: "carla@example.org", preferred_username: "cc", name: "100%_sure" },
      Dora: { email: "dora@example.org", name: "Ännchen" },
    };
    for (const [name, values] of Object.entries(attributes)) await invite(name, { UserAttributes: listOf(values) });
    await signUp("emil");
    await cognito.adminDisableUser({ UserPoolId: app.UserPoolId, Username: "bert" });
  });

  it("shows everybody, as AdminGetUser shows one", async () => {
    const { Users = [], PaginationToken } = await list();
    expect(Users.map(({ Username }) => Username).sort()).toEqual(["Dora", "anna", "bert", "carla", "emil"]);
    expect(PaginationToken).toBeUndefined();
    const { UserAttributes, ...anna } = await peopleOf(service.current, app).get("anna");
    const { Username, Enabled, UserStatus, UserCreateDate, UserLastModifiedDate } = anna;
    expect(Users).toContainEqual({
      ...{ Username, Enabled, UserStatus, UserCreateDate, UserLastModifiedDate },
      Attributes: UserAttributes,
    });
  });

  it.each([
    ['username = "anna"', ["anna"]],
    ['username = "Anna"', []],
    ['username ^= "an"', ["anna"]],
    ['email = "bert@example.com"', ["bert"]],
    ['email ^= "carla@"', ["carla"]],
    ['"email" = "bert@example.com"', ["bert"]],
    ['  email="bert@example.com"  ', ["bert"]],
    ['phone_number = "+15551230001"', ["bert"]],
    ['name ^= "An"', ["anna"]],
    ['name = "Bert \\"B\\" \\\\"', ["bert"]],
    ['name ^= "100%_"', ["carla"]],
    ['name ^= "%"', []],
    ['name ^= "Ä"', ["Dora"]],
    ['given_name = "Anna"', ["anna"]],
    ['family_name ^= "Ad"', ["anna"]],
    ['preferred_username = "cc"', ["carla"]],
    ['status = "Disabled"', ["bert"]],
    ['cognito:user_status = "UNCONFIRMED"', ["emil"]],
    ['cognito:user_status = "unconfirmed"', ["emil"]],
    ['email = ""', []],
  ])("filters by %s", async (Filter, expected) => {
    expect(await names({ Filter })).toEqual(expected);
  });

  it("filters by sub, and an empty filter is none", async () => {
    const { sub } = await peopleOf(service.current, app).attributesOf("anna");
    expect(await names({ Filter: `sub = "${sub}"` })).toEqual(["anna"]);
    expect(await names({ Filter: "" })).toHaveLength(5);
  });

  it.each(["email", "email = anna", 'email > "a"', '= "a"', 'email = "a" and name = "b"', 'email = "a'])(
    "cannot read the filter %s",
    async (Filter) => {
      await expect(list({ Filter })).rejects.toMatchObject({
        name: "InvalidParameterException",
        message: "Error while parsing filter",
      });
    },
  );

  it.each(["custom:size", "locale", "__proto__"])("does not search by %s", async (name) => {
    await expect(list({ Filter: `${name} = "x"` })).rejects.toMatchObject({
      name: "InvalidParameterException",
      message: `Invalid search attribute: ${name}`,
    });
  });

  it("gives the attributes that were asked for, and refuses those that the pool has not", async () => {
    const { Users = [] } = await list({ AttributesToGet: ["email"] });
    expect(Users).toHaveLength(5);
    for (const { Attributes } of Users) expect(Attributes?.map(({ Name }) => Name)).toEqual(["email"]);
    const [anna] = (await list({ AttributesToGet: ["sub", "name"], Filter: 'username = "anna"' })).Users ?? [];
    expect(anna?.Attributes?.map(({ Name }) => Name)).toEqual(["sub", "name"]);
    await expect(list({ AttributesToGet: ["custom:none"] })).rejects.toMatchObject({
      name: "InvalidParameterException",
      message: "One or more requested attributes do not exist.",
    });
  });

  it("refuses attributes that not all of the users found have", async () => {
    const refusal = {
      name: "InvalidParameterException",
      message: "One or more requested attributes do not exist.",
    };
    await expect(list({ AttributesToGet: ["name"] })).rejects.toMatchObject(refusal);
    const [bert] = (await list({ AttributesToGet: ["phone_number"], Filter: 'phone_number ^= "+1"' })).Users ?? [];
    expect(bert?.Attributes).toEqual([{ Name: "phone_number", Value: "+15551230001" }]);
  });

  it.each([undefined, 'cognito:user_status = "FORCE_CHANGE_PASSWORD"', 'email ^= ""'])(
    "goes page by page through everybody once, filtered by %s",
    async (Filter) => {
      const seen: unknown[] = [];
      let PaginationToken: string | undefined;
      do {
        const page = await list({ Filter, Limit: 2, PaginationToken });
        expect(page.Users?.length).toBeLessThanOrEqual(2);
        seen.push(...(page.Users ?? []).map(({ Username }) => Username));
        ({ PaginationToken } = page);
      } while (PaginationToken);
      expect(seen.sort()).toEqual((await names({ Filter }))?.sort());
    },
  );

  it("takes a limit of 0 for the default, and refuses one above 60", async () => {
    expect(await names({ Limit: 0 })).toHaveLength(5);
    await expect(list({ Limit: 61 })).rejects.toMatchObject({
      name: "InvalidParameterException",
      message:
        "1 validation error detected: Value '61' at 'limit' failed to satisfy constraint: Member must have value less than or equal to 60",
    });
  });

  it("refuses a pagination token that is tampered with, or another query's or pool's", async () => {
    const { PaginationToken: token = "" } = await list({ Limit: 1 });
    const other = await makeApp(service.current);
    const tampered = `${token.slice(0, 20)}${token[20] === "A" ? "B" : "A"}${token.slice(21)}`;
    const foreign = [
      list({ PaginationToken: tampered }),
      list({ PaginationToken: "made-up" }),
      list({ PaginationToken: token, Filter: 'status = "Enabled"' }),
      list({ PaginationToken: token, Filter: 'username ^= ""' }),
      list({ PaginationToken: token, UserPoolId: other.UserPoolId }),
    ];
    const refusal = { name: "InvalidParameterException" };
    await Promise.all(foreign.map((call) => expect(call).rejects.toMatchObject(refusal)));
  });
});
