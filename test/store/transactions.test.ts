import { afterAll, describe, expect, it } from "vitest";
import type { Stores } from "../../src/domain/stores.ts";
import { freshDatabase } from "../support/databases.ts";
import { exampleClient, exampleGrant, exampleGroup, exampleUser, populate } from "./examples.ts";
import { onEveryDatabase, open } from "./instances.ts";

onEveryDatabase("A transaction", ({ database, other }) => {
  const { users, groups, grants } = database;

  it("writes all or nothing", async () => {
    const { pool, group } = await populate(database);
    const user = exampleUser(pool);
    const work = async ({ users, groups }: Stores) => {
      await users.insert(pool, user);
      await groups.addMember(pool.id, group.name, user.sub);
      return "done";
    };
    const failing = database.transaction(async (stores) => {
      await work(stores);
      throw new Error("no");
    });
    await expect(failing).rejects.toThrow("no");
    expect(await users.find(pool, user.username)).toBeUndefined();
    expect(await database.transaction(work)).toBe("done");
    expect(await users.findWithGroups(pool, user.username)).toEqual({ user, groups: [group] });
  });

  it("sees its own writes, and nobody else does until they stand", async () => {
    const { pool, group } = await populate(database);
    const user = exampleUser(pool);
    await database.transaction(async ({ users }) => {
      await users.insert(pool, user);
      await users.update(pool, user.sub, (before) => ({ ...before, enabled: false }));
      expect((await users.find(pool, user.username))?.enabled).toBe(false);
      if (other !== database) expect(await other.users.find(pool, user.username)).toBeUndefined();
      await groups.update(pool.id, group.name, (before) => ({ ...before, precedence: 5 }));
    });
    expect((await other.users.find(pool, user.username))?.enabled).toBe(false);
    expect((await other.groups.get(pool.id, group.name))?.precedence).toBe(5);
  });

  it("within a transaction is a part of it", async () => {
    const { pool } = await populate(database);
    const [inner, outer] = [exampleUser(pool), exampleUser(pool)];
    const failing = database.transaction(async (stores) => {
      await database.transaction(({ users }) => users.insert(pool, inner));
      await stores.users.insert(pool, outer);
      throw new Error("no");
    });
    await expect(failing).rejects.toThrow("no");
    for (const { username } of [inner, outer]) expect(await users.find(pool, username)).toBeUndefined();
  });

  it("cannot go on after a call in it failed, whoever caught the error", async () => {
    const { pool, user } = await populate(database);
    const free = exampleUser(pool);
    const failing = database.transaction(async ({ users }) => {
      await users.insert(pool, exampleUser(pool, { username: user.username })).catch(() => {});
      await users.insert(pool, free).catch(() => {});
    });
    await expect(failing).rejects.toMatchObject({ what: "identifier" });
    expect(await users.find(pool, free.username)).toBeUndefined();
  });

  it("takes nobody else's write along when it is rolled back", async () => {
    const { pool } = await populate(database);
    const names = Array.from({ length: 20 }, (_, n) => n);
    const doomed = names.map((n) =>
      database.transaction(async ({ groups }) => {
        for (let step = 0; step < 5; step++) await groups.insert(exampleGroup(pool, { name: `doomed-${n}-${step}` }));
        throw new Error("no");
      }),
    );
    const acknowledged = names.map((n) => groups.insert(exampleGroup(pool, { name: `kept-${n}` })));
    await Promise.allSettled(doomed);
    await Promise.all(acknowledged);
    const found = await groups.list(pool.id, { limit: 300 });
    expect(found.filter(({ name }) => name.startsWith("doomed"))).toEqual([]);
    expect(found.filter(({ name }) => name.startsWith("kept"))).toHaveLength(20);
  });

  it("can do several things at once", async () => {
    const { client, user } = await populate(database);
    const made = Array.from({ length: 10 }, () => exampleGrant(client, user));
    await database.transaction(async ({ grants }) => {
      await Promise.all(made.map((grant) => grants.insert(grant)));
    });
    for (const grant of made) expect(await grants.get(grant)).toEqual(grant);
  });

  it("lets nothing be written in its name once it is over", async () => {
    const { pool } = await populate(database);
    const late = exampleUser(pool);
    const gate = Promise.withResolvers<void>();
    const escaped: Promise<void>[] = [];
    await database.transaction(async ({ users }) => {
      escaped.push(gate.promise.then(() => users.insert(pool, late)));
    });
    gate.resolve();
    await expect(escaped[0]).rejects.toThrow("not awaited");
    expect(await users.find(pool, late.username)).toBeUndefined();
  });

  it("can put a pool in its own place", async () => {
    const { pool, client, user } = await populate(database);
    const keys = await database.pools.signingKeys(pool.id);
    const fresh = exampleClient(pool, { id: client.id });
    await database.transaction(async ({ pools, clients }) => {
      await pools.delete(pool.id);
      await pools.insert(pool, keys);
      await clients.insert(fresh);
    });
    expect(await database.pools.signingKeys(pool.id)).toEqual(keys);
    expect(await database.clients.get(client.id)).toEqual(fresh);
    expect(await users.find(pool, user.username)).toBeUndefined();
  });

  it("deletes a pool with all that hangs on it", async () => {
    const { pool, client, user, group } = await populate(database);
    const grant = exampleGrant(client, user);
    await grants.insert(grant);
    await groups.addMember(pool.id, group.name, user.sub);
    expect(await database.pools.delete(pool.id)).toBe(true);
    await database.pools.insert(pool, []);
    expect(await users.count(pool)).toBe(0);
    expect(await users.find(pool, user.sub)).toBeUndefined();
    expect(await groups.list(pool.id, { limit: 60 })).toEqual([]);
    expect(await database.clients.list(pool.id, { limit: 60 })).toEqual([]);
    expect(await database.pools.signingKeys(pool.id)).toEqual([]);
    expect(await grants.get(grant)).toBeUndefined();
  });
});

describe("Two transactions that wait for each other", async () => {
  const config = await freshDatabase.postgres();
  const instances = [await open(config), await open(config)] as const;
  afterAll(() => Promise.all(instances.map((instance) => instance.close())));

  it("both succeed, because PostgreSQL ends one and it is made anew", async () => {
    const { pool } = await populate(instances[0]);
    for (const name of ["a", "b"]) await instances[0].groups.insert(exampleGroup(pool, { name, precedence: 0 }));
    const bothHoldOne = [Promise.withResolvers<void>(), Promise.withResolvers<void>()] as const;
    const runs = [0, 0];
    const count = (turn: 0 | 1, [first, second]: [string, string]) =>
      instances[turn].transaction(async ({ groups }) => {
        const increment = (name: string) =>
          groups.update(pool.id, name, (group) => ({ ...group, precedence: (group.precedence ?? 0) + 1 }));
        runs[turn]!++;
        await increment(first);
        bothHoldOne[turn].resolve();
        await Promise.all(bothHoldOne.map(({ promise }) => promise));
        await increment(second);
      });
    await Promise.all([count(0, ["a", "b"]), count(1, ["b", "a"])]);
    const found = await instances[0].groups.list(pool.id, { limit: 60 });
    expect(found.filter(({ name }) => name.length === 1).map(({ precedence }) => precedence)).toEqual([2, 2]);
    expect(runs.toSorted()).toEqual([1, 2]);
  });
});
