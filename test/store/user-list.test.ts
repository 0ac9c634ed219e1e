import { expect, it } from "vitest";
import type { Pool } from "../../src/domain/pool/pool.ts";
import type { User } from "../../src/domain/user/user.ts";
import type { UserFilter } from "../../src/domain/user/user-filter.ts";
import { exampleUser, populate } from "./examples.ts";
import { onEveryDatabase } from "./instances.ts";

onEveryDatabase("The list of users", ({ database }) => {
  const { users } = database;

  async function poolOf(people: Partial<User>[], settings = {}): Promise<Pool> {
    const { pool, user } = await populate(database, settings);
    await users.delete(pool, user.sub);
    for (const person of people) await users.insert(pool, exampleUser(pool, person));
    return pool;
  }

  async function names(pool: Pool, attribute?: UserFilter["attribute"], operator: "=" | "^=" = "=", value = "") {
    const filter = attribute && { attribute, operator, value };
    return (await users.list(pool, { filter, limit: 60 })).map(({ user }) => user.username);
  }

  it("shows all of a user but what is secret", async () => {
    const { pool } = await populate(database);
    const { credentials, ...profile } = (await users.find(pool, (await names(pool))[0]!))!;
    expect(await users.list(pool, { limit: 1 })).toEqual([{ user: profile, cursor: expect.any(String) }]);
    expect(credentials).toEqual({});
  });

  it("stands in the order of usernames as the pool compares them", async () => {
    const people = ["b", "A", "C"].map((username) => ({ username }));
    expect(await names(await poolOf(people))).toEqual(["A", "C", "b"]);
    const folding = { UsernameConfiguration: { CaseSensitive: false } };
    expect(await names(await poolOf(people, folding))).toEqual(["A", "b", "C"]);
  });

  it("can be asked for every searchable attribute, whole or by its beginning", async () => {
    const attributes = {
      email: "jane@example.com",
      phone_number: "+15550100",
      name: "Jane Doe",
      given_name: "Jane",
      family_name: "Doe",
      preferred_username: "jd",
    };
    const pool = await poolOf([{ username: "jane", attributes }, { username: "joan" }]);
    for (const [attribute, value] of Object.entries(attributes) as [keyof typeof attributes, string][]) {
      expect(await names(pool, attribute, "=", value)).toEqual(["jane"]);
      expect(await names(pool, attribute, "=", value.slice(0, -1))).toEqual([]);
      expect(await names(pool, attribute, "^=", value.slice(0, 1))).toEqual(["jane"]);
      expect(await names(pool, attribute, "^=", "")).toEqual(["jane"]);
      expect(await names(pool, attribute, "^=", `${value}!`)).toEqual([]);
    }
    expect(await names(pool, "username", "=", "joan")).toEqual(["joan"]);
    expect(await names(pool, "username", "^=", "j")).toEqual(["jane", "joan"]);
    const { sub } = (await users.find(pool, "joan"))!;
    expect(await names(pool, "sub", "=", sub)).toEqual(["joan"]);
    expect(await names(pool, "sub", "^=", sub.slice(0, 20))).toEqual(["joan"]);
  });

  it("compares attributes as the pool compares names", async () => {
    const people = [{ username: "Jane", attributes: { email: "Jane@Example.com" } }];
    const sensitive = await poolOf(people);
    expect(await names(sensitive, "email", "=", "jane@example.com")).toEqual([]);
    expect(await names(sensitive, "username", "^=", "jan")).toEqual([]);
    const folding = await poolOf(people, { UsernameConfiguration: { CaseSensitive: false } });
    expect(await names(folding, "email", "=", "jane@example.COM")).toEqual(["Jane"]);
    expect(await names(folding, "username", "^=", "jAN")).toEqual(["Jane"]);
  });

  it("takes LIKE's signs in a filter for what they are", async () => {
    const pool = await poolOf(
      ["100%", "1000", "a_b", "axb", 'quo"te', "back\\slash"].map((username) => ({ username })),
    );
    expect(await names(pool, "username", "^=", "100%")).toEqual(["100%"]);
    expect(await names(pool, "username", "^=", "a_")).toEqual(["a_b"]);
    expect(await names(pool, "username", "^=", 'quo"')).toEqual(['quo"te']);
    expect(await names(pool, "username", "=", "back\\slash")).toEqual(["back\\slash"]);
    expect(await names(pool, "username", "=", "' or 1=1 --")).toEqual([]);
  });

  it("can be asked for either kind of status; Cognito's own in any case", async () => {
    const pool = await poolOf([
      { username: "a", status: "CONFIRMED" },
      { username: "b", status: "UNCONFIRMED", enabled: false },
    ]);
    expect(await names(pool, "cognito:user_status", "=", "confirmed")).toEqual(["a"]);
    expect(await names(pool, "cognito:user_status", "^=", "Unc")).toEqual(["b"]);
    expect(await names(pool, "status", "=", "Disabled")).toEqual(["b"]);
    expect(await names(pool, "status", "=", "disabled")).toEqual([]);
    expect(await names(pool, "status", "^=", "")).toEqual(["b", "a"]);
  });

  it("stands in the order of what was asked for, equals by username", async () => {
    const pool = await poolOf([
      { username: "1", attributes: { name: "xb" } },
      { username: "3", attributes: { name: "xa" } },
      { username: "2", attributes: { name: "xa" } },
    ]);
    expect(await names(pool, "name", "^=", "x")).toEqual(["2", "3", "1"]);
    expect(await names(pool, "name", "=", "xa")).toEqual(["2", "3"]);
  });

  it.each([
    undefined,
    { attribute: "name", operator: "^=", value: "n" },
    { attribute: "name", operator: "=", value: "n0" },
    { attribute: "username", operator: "^=", value: "u" },
    { attribute: "status", operator: "=", value: "Enabled" },
    { attribute: "cognito:user_status", operator: "^=", value: "C" },
  ] as const)("comes in pages that miss nobody and repeat nobody while people come and go: %o", async (filter) => {
    const person = (n: number) => ({ username: `u${n}`, attributes: { name: `n${n % 3}`, email: `${n}` } });
    const pool = await poolOf(Array.from({ length: 30 }, (_, n) => person(n + 10)));
    const before = (await users.list(pool, { filter, limit: 60 })).map(({ user }) => user.username);
    const seen: string[] = [];
    for (let after: string | undefined; ; ) {
      const page = await users.list(pool, { filter, after, limit: 4 });
      seen.push(...page.map(({ user }) => user.username));
      if (page.length < 4) break;
      const last = page.at(-1)!;
      after = last.cursor;
      // Whoever goes or comes lies behind: the last one seen too.
      await users.delete(pool, last.user.sub);
      await users.insert(pool, exampleUser(pool, { username: `${seen[0]}-${seen.length}`, attributes: { name: "m" } }));
    }
    expect(seen.filter((name) => !name.includes("-"))).toEqual(before);
  });

  it("refuses a cursor that is none, or that belongs to another filter", async () => {
    const pool = await poolOf([{ username: "a", attributes: { name: "n" } }]);
    const filter = { attribute: "name", operator: "^=", value: "n" } as const;
    const foreign = (await users.list(pool, { limit: 1 }))[0]!.cursor;
    for (const after of ["", "!", "bnVsbA", "eyJhIjoxfQ", foreign]) {
      await expect(users.list(pool, { filter, after, limit: 1 })).rejects.toMatchObject({
        name: "InvalidParameterException",
      });
    }
  });
});
