import { describe, expect, it } from "vitest";
import { changeGroup } from "../../src/domain/group/change-group.ts";
import { describeGroup } from "../../src/domain/group/describe-group.ts";
import { byPrecedence, type Group, preferredRole } from "../../src/domain/group/group.ts";
import { newGroup } from "../../src/domain/group/new-group.ts";
import { refusal } from "../aws-json/refusal.ts";
import { makePool, now, services } from "./makers.ts";

const pool = await makePool();
const role = (name: string, account = "123456789012") => `arn:aws:iam::${account}:role/${name}`;
const makeGroup = (GroupName: string, Precedence?: number, RoleArn?: string): Group =>
  newGroup(services, pool, { GroupName, Precedence, RoleArn });

describe("A new group", () => {
  it("is described with what it was given", () => {
    expect(describeGroup(makeGroup("admins"))).toEqual({
      ...{ GroupName: "admins", UserPoolId: pool.id, CreationDate: now, LastModifiedDate: now },
    });
    const group = newGroup(services, pool, {
      ...{ GroupName: "admins", Description: "who looks after the rest", Precedence: 0, RoleArn: role("admin") },
    });
    expect(describeGroup(group)).toMatchObject({
      ...{ Description: "who looks after the rest", Precedence: 0, RoleArn: role("admin") },
    });
  });

  it("cannot have the role of another account", () => {
    expect(refusal(() => makeGroup("admins", 1, role("admin", "210987654321")))).toMatchObject({
      name: "InvalidParameterException",
      message: "Cross-account pass role is not allowed.",
    });
  });
});

describe("A changed group", () => {
  it("keeps what the change does not mention", () => {
    const group = makeGroup("admins", 5, role("admin"));
    expect(changeGroup(services, group, { Precedence: 0 })).toEqual({ ...group, precedence: 0 });
    expect(changeGroup(services, group, { Description: "new" })).toEqual({ ...group, description: "new" });
  });

  it("cannot have the role of another account", () => {
    const group = makeGroup("admins");
    expect(refusal(() => changeGroup(services, group, { RoleArn: role("admin", "210987654321") })).message).toBe(
      "Cross-account pass role is not allowed.",
    );
  });
});

describe("A user's groups in a token", () => {
  it("stand by precedence, those without one last, equals by name", () => {
    const groups = [makeGroup("d"), makeGroup("c", 7), makeGroup("e", 0), makeGroup("a"), makeGroup("b", 7)];
    expect(byPrecedence(groups).map(({ name }) => name)).toEqual(["e", "b", "c", "a", "d"]);
  });

  it.each<[string, Group[], string | undefined]>([
    ["no group has a role", [makeGroup("a", 1)], undefined],
    ["the first group has none", [makeGroup("a", 1), makeGroup("b", 2, role("b"))], role("b")],
    ["one comes first", [makeGroup("b", 2, role("b")), makeGroup("a", 1, role("a"))], role("a")],
    ["the first two share it", [makeGroup("a", 1, role("x")), makeGroup("b", 1, role("x"))], role("x")],
    ["the first two differ", [makeGroup("a", 1, role("a")), makeGroup("b", 1, role("b"))], undefined],
    [
      "none has a precedence, and they differ",
      [makeGroup("a", undefined, role("a")), makeGroup("b", undefined, role("b"))],
      undefined,
    ],
  ])("give the preferred role when %s", (_what, groups, preferred) => {
    expect(preferredRole(groups)).toBe(preferred);
  });
});
