import { expect, it } from "vitest";
import { exampleClient, examplePool, populate } from "./examples.ts";
import { onEveryDatabase } from "./instances.ts";

onEveryDatabase("The state of the service", ({ database, other }) => {
  const { pools, clients, state } = database;

  it("is what it was set to, at every instance's next refresh", async () => {
    const set = await state.update({ clockOffsetMs: -3_600_000, publicUrl: "http://localhost:1" });
    expect(set).toMatchObject({ clockOffsetMs: -3_600_000, publicUrl: "http://localhost:1" });
    expect(state.current).toEqual(set);
    expect(await other.state.refresh()).toEqual(set);
    expect(other.state.current).toEqual(set);
    await other.state.update({ clockOffsetMs: 8_640_000_000 });
    expect(await state.refresh()).toMatchObject({ clockOffsetMs: 8_640_000_000, publicUrl: "http://localhost:1" });
    const back = await state.update({ publicUrl: null });
    expect(back.publicUrl).toBeUndefined();
    expect(back.clockOffsetMs).toBe(8_640_000_000);
  });

  it("has an epoch that moves with every pool, client and key, once the change stands", async () => {
    const pool = examplePool();
    const client = exampleClient(pool);
    const changes = [
      () => pools.insert(pool, []),
      () => pools.update(pool.id, (before) => before),
      () => clients.insert(client),
      () => clients.update(client.id, (before) => before),
      () => clients.delete(client.id),
      () => pools.delete(pool.id),
    ];
    for (const change of changes) {
      const { epoch } = state.current;
      await change();
      expect(state.current.epoch).toBeGreaterThan(epoch);
      expect(await other.state.refresh()).toEqual(state.current);
    }
  });

  it("lets an instance see what another changed once it refreshes, and its own changes at once", async () => {
    const { pool, client } = await populate(database);
    const rename = (Name: string) =>
      pools.update(pool.id, (before) => ({ ...before, settings: { ...before.settings, Name } }));
    const nameAt = async (instance: typeof database) => (await instance.pools.get(pool.id))?.settings.Name;
    await other.state.refresh();
    expect(await nameAt(other)).toBe("people");
    await rename("renamed");
    expect(await nameAt(database)).toBe("renamed");
    await other.state.refresh();
    expect(await nameAt(other)).toBe("renamed");
    expect(await other.clients.get(client.id)).toEqual(client);
    expect(await other.pools.signingKeys(pool.id)).toHaveLength(2);
    await pools.delete(pool.id);
    await other.state.refresh();
    expect(await nameAt(other)).toBeUndefined();
    expect(await other.clients.get(client.id)).toBeUndefined();
    expect(await other.pools.signingKeys(pool.id)).toEqual([]);
  });

  it("gives the same pool, client and keys as long as nothing changes, without reading them again", async () => {
    const { pool, client } = await populate(database);
    expect(await pools.get(pool.id)).toBe(await pools.get(pool.id));
    expect(await clients.get(client.id)).toBe(await clients.get(client.id));
    expect(await pools.signingKeys(pool.id)).toBe(await pools.signingKeys(pool.id));
  });

  it("shows no change that was rolled back, neither during nor after", async () => {
    const { pool } = await populate(database);
    const before = state.current;
    const rolledBack = database.transaction(async ({ pools, state }) => {
      await pools.update(pool.id, ({ settings, ...rest }) => ({ ...rest, settings: { ...settings, Name: "never" } }));
      await state.update({ clockOffsetMs: 77 });
      expect((await pools.get(pool.id))?.settings.Name).toBe("never");
      expect((await state.refresh()).clockOffsetMs).toBe(77);
      expect(state.current).toEqual(before);
      throw new Error("no");
    });
    await expect(rolledBack).rejects.toThrow("no");
    expect((await pools.get(pool.id))?.settings.Name).toBe("people");
    expect(await state.refresh()).toEqual(before);
  });

  it("shows what a transaction changed as soon as it stands", async () => {
    const { pool } = await populate(database);
    await pools.get(pool.id);
    await database.transaction(async ({ pools }) => {
      await pools.update(pool.id, ({ settings, ...rest }) => ({ ...rest, settings: { ...settings, Name: "new" } }));
    });
    expect((await pools.get(pool.id))?.settings.Name).toBe("new");
  });
});
