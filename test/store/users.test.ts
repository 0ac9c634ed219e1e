import { describe, expect, it } from "vitest";
import type { User } from "../../src/domain/user/user.ts";
import { at, exampleCode, exampleGrant, examplePool, exampleUser, later, populate } from "./examples.ts";
import { onEveryDatabase } from "./instances.ts";

onEveryDatabase("Users", ({ database, other }) => {
  const { users, groups, codes, grants } = database;
  const credentials = {
    password: { hash: "$argon2id$…", salt: "00ff", verifier: "abcdef", changedAt: at },
    formerPasswords: ["$argon2id$…"],
  };
  const renamed =
    (name: string) =>
    (user: User): User => ({ ...user, attributes: { ...user.attributes, preferred_username: name } });

  it("come back as they were written", async () => {
    const { pool } = await populate(database);
    const user = exampleUser(pool, {
      status: "FORCE_CHANGE_PASSWORD",
      enabled: false,
      attributes: { name: 'Žofia "Z" Ö 🦀', email: "z@example.com", "custom:nul": "a\0b" },
      credentials,
    });
    await users.insert(pool, user);
    expect(await users.find(pool, user.username)).toEqual(user);
  });

  it("are stored many at once, and tell which names are taken", async () => {
    const { pool, user } = await populate(database);
    const many = Array.from({ length: 150 }, () => exampleUser(pool, { credentials }));
    await users.insertAll(pool, many);
    await users.insertAll(pool, []);
    await users.takeStock();
    expect(await users.find(pool, many[149]!.username)).toEqual(many[149]);
    const long = "x".repeat(300);
    const names = [user.username, many[0]!.username, "nobody", long];
    expect(await other.users.taken(pool, names)).toEqual(new Set([user.username, many[0]!.username]));
    await users.insert(pool, exampleUser(pool, { username: long }));
    expect(await users.taken(pool, [long, `${long}y`])).toEqual(new Set([long]));

    const fresh = exampleUser(pool);
    const beaten = users.insertAll(pool, [fresh, exampleUser(pool, { username: user.username })]);
    await expect(beaten).rejects.toMatchObject({ what: "identifier" });
    expect(await users.find(pool, fresh.username)).toBeUndefined();
  });

  it("are found by their sub, whatever it is that they are called", async () => {
    const { pool, user } = await populate(database);
    expect(await users.find(pool, user.sub)).toEqual(user);
    expect(await users.find(pool, "nobody")).toBeUndefined();
    expect(await users.find(pool, "a\0b")).toBeUndefined();
    const { pool: second } = await populate(database);
    expect(await users.find(second, user.sub)).toBeUndefined();
    expect(await users.find(second, user.username)).toBeUndefined();
  });

  it("are found by their sub sooner than somebody who took it for a username", async () => {
    const { pool, user } = await populate(database);
    const impostor = exampleUser(pool, { username: user.sub });
    await expect(users.insert(pool, impostor)).rejects.toMatchObject({ what: "identifier" });
    expect(await users.taken(pool, [user.sub])).toEqual(new Set([user.sub]));
    // As in a database of a version that did not ask.
    await users.insertAll(pool, [impostor]);
    expect(await users.find(pool, user.sub)).toEqual(user);
    expect((await users.findWithGroups(pool, user.sub))?.user).toEqual(user);
  });

  it("are found by their aliases, once those are verified", async () => {
    const { pool } = await populate(database, { AliasAttributes: ["email"] });
    const user = exampleUser(pool, { attributes: { email: "a@example.com" } });
    await users.insert(pool, user);
    expect(await users.find(pool, "a@example.com")).toBeUndefined();
    const verified = await users.update(pool, user.sub, (before) => ({
      ...before,
      attributes: { ...before.attributes, email_verified: "true" },
    }));
    expect(await users.find(pool, "a@example.com")).toEqual(verified);
    expect(await users.find(pool, user.username)).toEqual(verified);
  });

  it("are told apart by case where the pool does so, and not where it does not", async () => {
    const { pool: sensitive } = await populate(database);
    const { pool: folding } = await populate(database, { UsernameConfiguration: { CaseSensitive: false } });
    const jane = exampleUser(sensitive, { username: "Jane" });
    await users.insert(sensitive, jane);
    await users.insert(sensitive, exampleUser(sensitive, { username: "jane" }));
    expect(await users.find(sensitive, "Jane")).toEqual(jane);
    const joan = exampleUser(folding, { username: "Joan" });
    await users.insert(folding, joan);
    expect(await users.find(folding, "JOAN")).toEqual(joan);
    const twin = users.insert(folding, exampleUser(folding, { username: "jOaN" }));
    await expect(twin).rejects.toMatchObject({ what: "identifier" });
  });

  it("that are refused leave nothing behind", async () => {
    const { pool, user } = await populate(database, { UsernameAttributes: ["email"] });
    const refused = exampleUser(pool, { username: user.username, attributes: { email: "free@example.com" } });
    await expect(users.insert(pool, refused)).rejects.toMatchObject({ what: "identifier" });
    expect(await users.find(pool, refused.sub)).toBeUndefined();
    expect(await users.find(pool, "free@example.com")).toBeUndefined();
    expect(await users.count(pool)).toBe(1);
    await expect(users.insert(pool, user)).rejects.toMatchObject({ what: "user" });
  });

  it("are refused by a pool that was deleted meanwhile", async () => {
    const pool = examplePool();
    const refused = users.insert(pool, exampleUser(pool));
    await expect(refused).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  });

  describe("when they change", () => {
    it("keep all that the change leaves alone", async () => {
      const { pool } = await populate(database);
      const user = exampleUser(pool, { attributes: { email: "a@example.com" }, credentials });
      await users.insert(pool, user);
      const change = { enabled: false, status: "RESET_REQUIRED" as const, modifiedAt: later(5) };
      expect(await users.update(pool, user.sub, (before) => ({ ...before, ...change }))).toEqual({
        ...user,
        ...change,
      });
      expect(await users.find(pool, user.sub)).toEqual({ ...user, ...change });
      await users.update(pool, user.sub, (before) => ({ ...before, credentials: {} }));
      expect(await users.find(pool, user.sub)).toEqual({ ...user, ...change, credentials: {} });
      expect(await users.update(pool, "nobody", (before) => before)).toBeUndefined();
    });

    it("take their names along and let go of the former ones", async () => {
      const { pool, user } = await populate(database, { AliasAttributes: ["preferred_username"] });
      await users.update(pool, user.sub, renamed("first"));
      const after = await users.update(pool, user.sub, renamed("second"));
      expect(await users.find(pool, "first")).toBeUndefined();
      expect(await users.find(pool, "second")).toEqual(after);
      const next = exampleUser(pool);
      await users.insert(pool, next);
      await users.update(pool, next.sub, renamed("first"));
      expect((await users.find(pool, "first"))?.sub).toBe(next.sub);
    });

    it("are not given a name that leads to somebody else, and stay as they were", async () => {
      const { pool, user } = await populate(database, { AliasAttributes: ["preferred_username"] });
      const thief = exampleUser(pool);
      await users.insert(pool, thief);
      const stolen = users.update(pool, thief.sub, (before) => ({ ...renamed(user.username)(before), enabled: false }));
      await expect(stolen).rejects.toMatchObject({ what: "identifier" });
      expect(await users.find(pool, thief.sub)).toEqual(thief);
      expect(await users.find(pool, user.username)).toEqual(user);
    });

    it("can have names and attributes as long as the API allows", async () => {
      const { pool, user } = await populate(database, { AliasAttributes: ["preferred_username"] });
      const long = Array.from({ length: 2048 }, (_, position) => String.fromCodePoint(0x4e00 + position)).join("");
      const after = await users.update(pool, user.sub, (before) => ({
        ...before,
        attributes: { preferred_username: long, name: long },
      }));
      expect(await users.find(pool, long)).toEqual(after);
      expect(await users.find(pool, long.slice(0, -1))).toBeUndefined();
      const filter = { attribute: "name", operator: "^=", value: long.slice(0, 240) } as const;
      expect(await users.list(pool, { filter, limit: 2 })).toMatchObject([{ user: { sub: user.sub } }]);
    });
  });

  it("are deleted with their names, codes, memberships and sign-ins", async () => {
    const { pool, client, user, group } = await populate(database);
    await codes.put(exampleCode(user), { since: later(0), bound: 15 });
    await groups.addMember(pool.id, group.name, user.sub);
    const grant = exampleGrant(client, user);
    await grants.insert(grant);
    expect(await users.delete(pool, user.sub)).toBe(true);
    expect(await users.delete(pool, user.sub)).toBe(false);
    expect(await users.find(pool, user.username)).toBeUndefined();
    expect(await grants.get(grant)).toBeUndefined();
    await users.insert(pool, user);
    expect(await users.findWithGroups(pool, user.username)).toEqual({ user, groups: [] });
    expect(await codes.attempt(pool.id, user.sub, "sign-up")).toBeUndefined();
  });

  it("lose no change when twenty come at once, on two instances", async () => {
    const { pool, user } = await populate(database);
    const changes = Array.from({ length: 20 }, (_, turn) =>
      [database, other][turn % 2]!.users.update(pool, user.sub, (before) => ({
        ...before,
        attributes: { ...before.attributes, [`custom:${turn}`]: "set" },
      })),
    );
    await Promise.all(changes);
    expect(Object.keys((await users.find(pool, user.sub))!.attributes)).toHaveLength(20);
  });

  it("lose no name when twenty changes of it come at once, on two instances", async () => {
    const { pool, user } = await populate(database, { AliasAttributes: ["preferred_username"] });
    const changes = Array.from({ length: 20 }, (_, turn) =>
      [database, other][turn % 2]!.users.update(pool, user.sub, renamed(`name${turn}`)),
    );
    await Promise.all(changes);
    const last = (await users.find(pool, user.sub))!.attributes.preferred_username!;
    const found = await Promise.all(changes.map((_, turn) => users.find(pool, `name${turn}`)));
    expect(found.filter((one) => one !== undefined)).toHaveLength(1);
    expect(found[Number(last.slice("name".length))]?.sub).toBe(user.sub);
  });

  it("are made once when twenty take the same name at once", async () => {
    const { pool } = await populate(database);
    const attempts = Array.from({ length: 20 }, (_, turn) =>
      [database, other][turn % 2]!.users.insert(pool, exampleUser(pool, { username: "wanted" })),
    );
    const results = await Promise.allSettled(attempts);
    const refusals = results.flatMap((result) => (result.status === "rejected" ? [result.reason] : []));
    expect(refusals).toHaveLength(19);
    for (const refusal of refusals) expect(refusal).toMatchObject({ what: "identifier" });
    expect(await users.count(pool)).toBe(2);
  });
});
