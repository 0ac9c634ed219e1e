import { expect, it } from "vitest";
import { exampleClient, exampleGrant, examplePool, exampleUser, later, populate } from "./examples.ts";
import { onEveryDatabase } from "./instances.ts";

onEveryDatabase("Clients", ({ database, other }) => {
  const { pools, clients, users, grants } = database;

  it("come back as they were written, secrets and all", async () => {
    const { pool } = await populate(database);
    const client = exampleClient(pool);
    await clients.insert(client);
    expect(await clients.get(client.id)).toEqual(client);
    expect(await clients.list(pool.id, { limit: 60 })).toContainEqual(client);
  });

  it("have ids that are taken in every pool", async () => {
    const { client } = await populate(database);
    const { pool: second } = await populate(database);
    await expect(clients.insert(exampleClient(second, { id: client.id }))).rejects.toMatchObject({ what: "client" });
  });

  it("are refused by a pool that was deleted meanwhile", async () => {
    const refused = clients.insert(exampleClient(examplePool()));
    await expect(refused).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  });

  it("change, secrets too", async () => {
    const { client } = await populate(database);
    const change = {
      settings: { ClientName: "other" },
      secrets: [...client.secrets, { id: "2", value: "second", createdAt: later(1) }],
      modifiedAt: later(1),
    };
    await clients.update(client.id, (before) => ({ ...before, ...change }));
    expect(await clients.get(client.id)).toEqual({ ...client, ...change });
    expect(await clients.update("none", (before) => before)).toBeUndefined();
  });

  it("are listed in the order of their ids, a page at a time", async () => {
    const pool = examplePool();
    await pools.insert(pool, []);
    const made = Array.from({ length: 5 }, () => exampleClient(pool));
    for (const client of made) await clients.insert(client);
    const first = await clients.list(pool.id, { limit: 3 });
    const second = await clients.list(pool.id, { after: first.at(-1)!.id, limit: 3 });
    const ids = made.map((client) => client.id).toSorted();
    expect([...first, ...second].map((client) => client.id)).toEqual(ids);
    expect(await clients.count(pool.id)).toBe(5);
  });

  it("take every sign-in made through them along, and nobody else's", async () => {
    const { pool, client, user } = await populate(database);
    const second = exampleClient(pool);
    await clients.insert(second);
    const [gone, kept] = [exampleGrant(client, user), exampleGrant(second, user)];
    await grants.insert(gone);
    await grants.insert(kept);
    expect(await clients.delete(client.id)).toBe(true);
    expect(await clients.delete(client.id)).toBe(false);
    expect(await clients.get(client.id)).toBeUndefined();
    expect(await grants.get(gone)).toBeUndefined();
    expect(await grants.get(kept)).toEqual(kept);
    expect(await users.find(pool, user.username)).toEqual(user);
    await expect(grants.insert(exampleGrant(client, user))).rejects.toMatchObject({
      name: "ResourceNotFoundException",
    });
    await expect(grants.insert(exampleGrant(second, exampleUser(pool)))).rejects.toMatchObject({
      name: "ResourceNotFoundException",
    });
  });

  it("lose no change when twenty come at once, on two instances", async () => {
    const { client } = await populate(database);
    const changes = Array.from({ length: 20 }, (_, turn) =>
      [database, other][turn % 2]!.clients.update(client.id, (before) => ({
        ...before,
        secrets: [...before.secrets, { id: `${turn}`, value: "secret", createdAt: later(turn) }],
      })),
    );
    await Promise.all(changes);
    expect((await clients.get(client.id))!.secrets).toHaveLength(21);
  });
});
