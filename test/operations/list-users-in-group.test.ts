import type { ListUsersInGroupCommandInput } from "@aws-sdk/client-cognito-identity-provider";
import { beforeAll, describe, expect, it } from "vitest";
import { type App, makeApp, peopleOf } from "../support/people.ts";
import { databases, startForAll } from "../support/start.ts";

describe.each(databases)("ListUsersInGroup, on %s", async (kind) => {
  const service = await startForAll(kind);
  let app: App;
  const people = () => peopleOf(service.current, app);
  const names = ["anna", "bert", "carla", "dora", "emil"];

  const add = (GroupName: string, Username: string) =>
    people().cognito.adminAddUserToGroup({ UserPoolId: app.UserPoolId, GroupName, Username });
  const list = (query: Partial<ListUsersInGroupCommandInput> = {}) =>
    people().cognito.listUsersInGroup({ UserPoolId: app.UserPoolId, GroupName: "staff", ...query });

  beforeAll(async () => {
    app = await makeApp(service.current);
    for (const GroupName of ["staff", "guests"]) {
      await people().cognito.createGroup({ UserPoolId: app.UserPoolId, GroupName });
    }
    for (const name of names) {
      await people().make(name);
      await add("staff", name);
    }
    await people().make("fritz");
    await add("guests", "fritz");
    await people().make("gusti");
  });

  it("shows the members and nobody else, as ListUsers shows them", async () => {
    const { Users = [], NextToken } = await list();
    expect(Users.map(({ Username }) => Username).sort()).toEqual(names);
    expect(NextToken).toBeUndefined();
    const everybody = (await people().cognito.listUsers({ UserPoolId: app.UserPoolId })).Users;
    for (const user of Users) expect(everybody).toContainEqual(user);
  });

  it("goes page by page through those who stay, while others come and go", async () => {
    const first = await list({ Limit: 2 });
    const seen = (first.Users ?? []).map(({ Username = "" }) => Username);
    const rest = names.filter((name) => !seen.includes(name));
    const { cognito, UserPoolId, make } = people();
    // One of the page that was seen goes, one that is still to come goes, and one comes.
    await cognito.adminDeleteUser({ UserPoolId, Username: seen[0]! });
    await cognito.adminRemoveUserFromGroup({ UserPoolId, GroupName: "staff", Username: rest[0]! });
    await make("hanna");
    await add("staff", "hanna");
    let { NextToken } = first;
    while (NextToken) {
      const page = await list({ Limit: 2, NextToken });
      seen.push(...(page.Users ?? []).map(({ Username = "" }) => Username));
      ({ NextToken } = page);
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.filter((name) => name !== "hanna").sort()).toEqual(names.filter((name) => name !== rest[0]).sort());
  });

  it("refuses a group that is not there, and another group's token", async () => {
    await expect(list({ GroupName: "nobody" })).rejects.toMatchObject({
      name: "ResourceNotFoundException",
      message: "Group not found.",
    });
    const { NextToken } = await list({ Limit: 1 });
    await expect(list({ GroupName: "guests", NextToken })).rejects.toMatchObject({ name: "InvalidParameterException" });
    await expect(list({ NextToken: "made-up" })).rejects.toMatchObject({ name: "InvalidParameterException" });
  });
});
