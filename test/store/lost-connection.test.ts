import { afterAll, describe, expect, it, vi } from "vitest";
import { freshDatabase } from "../support/databases.ts";
import { runBesideTheStore } from "./beside-the-store.ts";
import { examplePool, exampleUser, populate } from "./examples.ts";
import { open } from "./instances.ts";

describe("A lost connection to PostgreSQL", async () => {
  const config = await freshDatabase.postgres();
  const database = await open(config);
  afterAll(() => database.close());

  const ofThisService = "datname = current_database() and application_name = 'poolhouse'";
  /** Ends connections as an administrator would; gives how many. */
  async function sever(condition: string): Promise<number> {
    const rows = await runBesideTheStore(
      config,
      `select pg_terminate_backend(pid) from pg_stat_activity where ${ofThisService} and ${condition}`,
    );
    return rows.length;
  }
  const severAll = () => sever("true");

  it("while nothing happens is noticed by nobody", async () => {
    const pool = examplePool();
    await database.pools.insert(pool, []);
    for (let times = 0; times < 3; times++) {
      await severAll();
      // The news of it arrives with the next turn of the event loop at the latest.
      await new Promise((resolve) => setTimeout(resolve, 50));
      expect(await database.pools.ids()).toContain(pool.id);
    }
  });

  it("in the middle of a transaction fails it, and the next one works", async () => {
    const { pool } = await populate(database);
    const user = exampleUser(pool);
    const cut = database.transaction(async ({ users }) => {
      await users.insert(pool, user);
      await severAll();
      await users.count(pool);
    });
    await expect(cut).rejects.toMatchObject({ name: "StoreError" });
    await database.transaction(async ({ users }) => {
      expect(await users.find(pool, user.username)).toBeUndefined();
      await users.insert(pool, user);
    });
    expect(await database.users.find(pool, user.username)).toEqual(user);
  });

  it("is not used again by whoever comes right after", async () => {
    const { pool, group } = await populate(database);
    const fresh = await open(config);
    const hold = Promise.withResolvers<void>();
    const held = Promise.withResolvers<void>();
    const holder = database.transaction(async ({ groups }) => {
      await groups.update(pool.id, group.name, (before) => before);
      held.resolve();
      await hold.promise;
    });
    await held.promise;
    const waiting = fresh.groups.update(pool.id, group.name, (before) => before);
    const found = waiting.catch(() => fresh.groups.get(pool.id, group.name));
    await vi.waitUntil(async () => (await sever("wait_event_type = 'Lock'")) === 1);
    await expect(waiting).rejects.toMatchObject({ name: "StoreError", code: "57P01" });
    expect(await found).toEqual(group);
    hold.resolve();
    await holder;
    await fresh.close();
  });

  it("in many statements at once fails some of them and the process not at all", async () => {
    const { pool, user } = await populate(database);
    const reads = Promise.allSettled(Array.from({ length: 200 }, () => database.users.find(pool, user.username)));
    await severAll();
    for (const result of await reads) {
      if (result.status === "fulfilled") expect(result.value).toEqual(user);
      else expect(result.reason).toMatchObject({ name: "StoreError" });
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await database.users.find(pool, user.username)).toEqual(user);
  });
});
