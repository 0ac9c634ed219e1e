import { expect, it } from "vitest";
import { exampleGroup, examplePool, exampleUser, later, populate } from "./examples.ts";
import { onEveryDatabase } from "./instances.ts";

onEveryDatabase("Groups", ({ database, other }) => {
  const { groups, users } = database;
  const everything = { limit: 60 };

  it("come back as they were written", async () => {
    const { pool, group: plain } = await populate(database);
    const full = exampleGroup(pool, { description: "All", roleArn: "arn:aws:iam::1:role/a", precedence: 0 });
    await groups.insert(full);
    expect(await groups.get(pool.id, full.name)).toEqual(full);
    expect(await groups.get(pool.id, plain.name)).toEqual(plain);
    expect(await groups.get(pool.id, "none")).toBeUndefined();
  });

  it("stand once in a pool, and may stand in another", async () => {
    const { group } = await populate(database);
    const { pool: second } = await populate(database);
    await expect(groups.insert(group)).rejects.toMatchObject({ what: "group" });
    await groups.insert({ ...group, poolId: second.id });
    expect(await groups.get(second.id, group.name)).toEqual({ ...group, poolId: second.id });
    const nowhere = groups.insert(exampleGroup(examplePool()));
    await expect(nowhere).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  });

  it("change, and lose what a change leaves out", async () => {
    const { pool } = await populate(database);
    const group = exampleGroup(pool, { description: "All", precedence: 7 });
    await groups.insert(group);
    const change = { description: undefined, precedence: 8, modifiedAt: later(1) };
    await groups.update(pool.id, group.name, (before) => ({ ...before, ...change }));
    expect(await groups.get(pool.id, group.name)).toEqual({ ...group, ...change });
    expect(await groups.update(pool.id, "none", (before) => before)).toBeUndefined();
  });

  it("are listed by the bytes of their names, whatever the server's locale, a page at a time", async () => {
    const { pool, group } = await populate(database);
    await groups.delete(pool.id, group.name);
    const names = ["b", "a", "B", "é", "z", "_", "🦀", "\uFFFD"];
    for (const name of names) await groups.insert(exampleGroup(pool, { name }));
    const first = await groups.list(pool.id, { limit: 5 });
    const second = await groups.list(pool.id, { after: first.at(-1)!.name, limit: 5 });
    const inOrder = ["B", "_", "a", "b", "z", "é", "\uFFFD", "🦀"];
    expect([...first, ...second].map(({ name }) => name)).toEqual(inOrder);
  });

  it("have a member once, however often it is added", async () => {
    const { pool, group, user } = await populate(database);
    await groups.addMember(pool.id, group.name, user.sub);
    await groups.addMember(pool.id, group.name, user.sub);
    expect(await groups.ofUser(pool.id, user.sub, everything)).toEqual([group]);
    await groups.removeMember(pool.id, group.name, user.sub);
    await groups.removeMember(pool.id, group.name, user.sub);
    expect(await groups.ofUser(pool.id, user.sub, everything)).toEqual([]);
  });

  it("take in nobody who was deleted meanwhile, nor anybody when they were", async () => {
    const { pool, group, user } = await populate(database);
    const missing = { name: "ResourceNotFoundException" };
    await expect(groups.addMember(pool.id, group.name, exampleUser(pool).sub)).rejects.toMatchObject(missing);
    await expect(groups.addMember(pool.id, "none", user.sub)).rejects.toMatchObject(missing);
  });

  it("of a user are listed in the order of their names, a page at a time", async () => {
    const { pool, user } = await populate(database);
    for (const name of ["c", "a", "d", "b"]) {
      await groups.insert(exampleGroup(pool, { name }));
      await groups.addMember(pool.id, name, user.sub);
    }
    const first = await groups.ofUser(pool.id, user.sub, { limit: 3 });
    const second = await groups.ofUser(pool.id, user.sub, { after: "c", limit: 3 });
    expect([...first, ...second].map(({ name }) => name)).toEqual(["a", "b", "c", "d"]);
  });

  it("come with the user in one read", async () => {
    const { pool, group, user } = await populate(database);
    expect(await users.findWithGroups(pool, user.username)).toEqual({ user, groups: [] });
    const second = exampleGroup(pool, { precedence: 1 });
    await groups.insert(second);
    for (const { name } of [group, second]) await groups.addMember(pool.id, name, user.sub);
    const found = await users.findWithGroups(pool, user.username);
    expect(found?.user).toEqual(user);
    expect(found?.groups).toEqual([group, second].toSorted((a, b) => (a.name < b.name ? -1 : 1)));
    expect(await users.findWithGroups(pool, "nobody")).toBeUndefined();
  });

  it("let their members go when they are deleted", async () => {
    const { pool, group, user } = await populate(database);
    await groups.addMember(pool.id, group.name, user.sub);
    expect(await groups.delete(pool.id, group.name)).toBe(true);
    expect(await groups.delete(pool.id, group.name)).toBe(false);
    expect(await groups.ofUser(pool.id, user.sub, everything)).toEqual([]);
    await groups.insert(group);
    expect(await groups.ofUser(pool.id, user.sub, everything)).toEqual([]);
  });

  it("lose no change when twenty come at once, on two instances", async () => {
    const { pool, group } = await populate(database);
    const changes = Array.from({ length: 20 }, (_, turn) =>
      [database, other][turn % 2]!.groups.update(pool.id, group.name, (before) => ({
        ...before,
        precedence: (before.precedence ?? 0) + 1,
      })),
    );
    await Promise.all(changes);
    expect((await groups.get(pool.id, group.name))!.precedence).toBe(20);
  });
});
