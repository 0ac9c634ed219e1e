import { expect, it } from "vitest";
import type { Document } from "../../src/domain/document/document.ts";
import type { BrowserSession } from "../../src/domain/oauth/browser-session.ts";
import type { ResourceServer } from "../../src/domain/resource-server/resource-server.ts";
import { at, later, populate } from "./examples.ts";
import { onEveryDatabase } from "./instances.ts";

const content = { name: "Orders", scopes: [{ ScopeName: "read", ScopeDescription: "reads" }] };
const document = (poolId: string, id: string, change: Partial<ResourceServer> = {}): ResourceServer => ({
  ...{ poolId, id, content, createdAt: at, modifiedAt: at },
  ...change,
});
const ids = (documents: Document<unknown>[]) => documents.map(({ id }) => id);

onEveryDatabase("Documents", ({ database, other }) => {
  const { resourceServers: documents, clients, users, pools } = database;

  it("come back as they were written", async () => {
    const { pool, client, user } = await populate(database);
    const plain = document(pool.id, "plain");
    const full = document(pool.id, "full", { owner: { clientId: client.id }, uniqueKey: `full ${pool.id}` });
    const personal = document(pool.id, "personal", { owner: { sub: user.sub } });
    for (const one of [plain, full, personal]) await documents.insert(one);
    expect(await documents.get(pool.id, "plain")).toEqual(plain);
    expect(await documents.byUniqueKey(`full ${pool.id}`)).toEqual(full);
    expect(await documents.get(pool.id, "personal")).toEqual(personal);
    expect(await documents.get(pool.id, "none")).toBeUndefined();
    expect(await documents.byUniqueKey("none")).toBeUndefined();
  });

  it("stand once in a pool by their id, and in the service by their unique key", async () => {
    const { pool } = await populate(database);
    const { pool: second } = await populate(database);
    const uniqueKey = `key ${pool.id}`;
    await documents.insert(document(pool.id, "a", { uniqueKey }));
    const there = { what: "document" };
    await expect(documents.insert(document(pool.id, "a"))).rejects.toMatchObject(there);
    await expect(documents.insert(document(second.id, "b", { uniqueKey }))).rejects.toMatchObject(there);
    await documents.insert(document(second.id, "a"));
    const change = (before: ResourceServer) => ({ ...before, uniqueKey });
    await expect(documents.update(second.id, "a", change)).rejects.toMatchObject(there);
  });

  it("change, and lose what a change leaves out", async () => {
    const { pool } = await populate(database);
    const uniqueKey = `change ${pool.id}`;
    await documents.insert(document(pool.id, "a", { uniqueKey }));
    const after = document(pool.id, "a", { content: { name: "Bills", scopes: [] }, modifiedAt: later(1) });
    expect(await documents.update(pool.id, "a", () => after)).toEqual(after);
    expect(await documents.get(pool.id, "a")).toEqual(after);
    expect(await documents.byUniqueKey(uniqueKey)).toBeUndefined();
    expect(await documents.update(pool.id, "none", (before) => before)).toBeUndefined();
  });

  it("are listed and counted for a pool or an owner, a page at a time", async () => {
    const { pool, client, user } = await populate(database);
    for (const id of ["d", "b"]) await documents.insert(document(pool.id, id, { owner: { clientId: client.id } }));
    for (const id of ["c", "a"]) await documents.insert(document(pool.id, id, { owner: { sub: user.sub } }));
    expect(ids(await documents.list(pool.id, { limit: 3 }))).toEqual(["a", "b", "c"]);
    expect(ids(await documents.list(pool.id, { after: "c", limit: 3 }))).toEqual(["d"]);
    expect(ids(await documents.list(pool.id, { owner: { sub: user.sub }, limit: 9 }))).toEqual(["a", "c"]);
    expect(ids(await documents.list(pool.id, { owner: { clientId: client.id }, limit: 9 }))).toEqual(["b", "d"]);
    expect(await documents.count(pool.id)).toBe(4);
    expect(await documents.count(pool.id, { sub: user.sub })).toBe(2);
  });

  it("of several pools are listed by the beginning of their unique keys, a page at a time", async () => {
    const { pool } = await populate(database);
    const { pool: second } = await populate(database);
    const prefix = `${pool.id}/`;
    for (const key of ["b", "a", "c"]) await documents.insert(document(pool.id, key, { uniqueKey: prefix + key }));
    await documents.insert(document(second.id, "bb", { uniqueKey: `${prefix}bb` }));
    await documents.insert(document(second.id, "other", { uniqueKey: `${pool.id}0` }));
    expect(ids(await documents.listByUniqueKey(prefix, { limit: 3 }))).toEqual(["a", "b", "bb"]);
    expect(ids(await documents.listByUniqueKey(prefix, { after: `${prefix}bb`, limit: 3 }))).toEqual(["c"]);
  });

  it("go with their owner, and with their pool", async () => {
    const { pool, client, user } = await populate(database);
    await documents.insert(document(pool.id, "pool's"));
    await documents.insert(document(pool.id, "client's", { owner: { clientId: client.id } }));
    await documents.insert(document(pool.id, "user's", { owner: { sub: user.sub } }));
    await clients.delete(client.id);
    await users.delete(pool, user.sub);
    expect(ids(await documents.list(pool.id, { limit: 9 }))).toEqual(["pool's"]);
    await pools.delete(pool.id);
    expect(await documents.count(pool.id)).toBe(0);
    const late = documents.insert(document(pool.id, "late"));
    await expect(late).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  });

  it("are gone once deleted", async () => {
    const { pool } = await populate(database);
    await documents.insert(document(pool.id, "a"));
    expect(await documents.delete(pool.id, "a")).toBe(true);
    expect(await documents.delete(pool.id, "a")).toBe(false);
  });

  it("of one owner are gone at once, and nobody else's", async () => {
    const { pool, client, user } = await populate(database);
    for (const id of ["b", "a"]) await documents.insert(document(pool.id, id, { owner: { sub: user.sub } }));
    await documents.insert(document(pool.id, "c", { owner: { clientId: client.id } }));
    await documents.insert(document(pool.id, "d"));
    await documents.deleteOwned(pool.id, { sub: user.sub });
    expect(ids(await documents.list(pool.id, { limit: 9 }))).toEqual(["c", "d"]);
    await documents.deleteOwned(pool.id, { clientId: client.id });
    expect(ids(await documents.list(pool.id, { limit: 9 }))).toEqual(["d"]);
  });

  it("lose no change when twenty come at once, on two instances", async () => {
    const { pool } = await populate(database);
    await documents.insert(document(pool.id, "a", { content: { name: "0", scopes: [] } }));
    const next = (before: ResourceServer) => ({
      ...before,
      content: { ...before.content, name: String(Number(before.content.name) + 1) },
    });
    const changes = Array.from({ length: 20 }, (_, turn) =>
      [database, other][turn % 2]!.resourceServers.update(pool.id, "a", next),
    );
    await Promise.all(changes);
    expect((await documents.get(pool.id, "a"))?.content.name).toBe("20");
  });

  it("are listed by the beginning of their unique key, in every pool, and those without one are not", async () => {
    const { pool } = await populate(database);
    const { pool: second } = await populate(database);
    const prefix = `listed ${pool.id}/`;
    await documents.insert(document(second.id, "b", { uniqueKey: `${prefix}2` }));
    await documents.insert(document(pool.id, "a", { uniqueKey: `${prefix}1` }));
    await documents.insert(document(pool.id, "c", { uniqueKey: `listed ${pool.id}0` }));
    await documents.insert(document(pool.id, "d"));
    expect(ids(await documents.listByUniqueKey(prefix, { limit: 10 }))).toEqual(["a", "b"]);
    expect(ids(await documents.listByUniqueKey(prefix, { limit: 1 }))).toEqual(["a"]);
  });

  it("of a kind that ends are forgotten once they have expired, and others never", async () => {
    const { pool } = await populate(database);
    const { browserSessions } = database;
    const session = (id: string, expiresAt?: Date): BrowserSession => ({
      ...{ poolId: pool.id, id, createdAt: at, modifiedAt: at, expiresAt },
      content: {
        ...{ clientId: "app", provider: "COGNITO", deviceType: "unknown" },
        ...{ authTime: "", userCreatedAt: "", lastActiveAt: "" },
      },
    });
    const [early, late, endless] = [session("early", later(1000)), session("late", later(2000)), session("endless")];
    for (const one of [early, late, endless]) await browserSessions.insert(one);
    await documents.insert(document(pool.id, "of another kind", { expiresAt: later(1000) }));
    expect(await browserSessions.get(pool.id, "early")).toEqual(early);
    await browserSessions.sweep(later(1500));
    expect(ids(await browserSessions.list(pool.id, { limit: 9 }))).toEqual(["endless", "late"]);
    expect(await documents.get(pool.id, "of another kind")).toBeDefined();
    await browserSessions.update(pool.id, "late", (before) => ({ ...before, expiresAt: later(3000) }));
    await browserSessions.sweep(later(2500));
    expect(ids(await browserSessions.list(pool.id, { limit: 9 }))).toEqual(["endless", "late"]);
  });

  it("of a kind that is kept in memory are seen as they are after each change, on the other instance too", async () => {
    const { pool } = await populate(database);
    const uniqueKey = `kept ${pool.id}`;
    const seen = async () => {
      await other.state.refresh();
      const [listed] = await other.resourceServers.list(pool.id, { limit: 9 });
      return [listed?.content.name, (await other.resourceServers.byUniqueKey(uniqueKey))?.content.name];
    };
    expect(await seen()).toEqual([undefined, undefined]);
    await documents.insert(document(pool.id, "a", { uniqueKey }));
    expect(await seen()).toEqual(["Orders", "Orders"]);
    await documents.update(pool.id, "a", (before) => ({ ...before, content: { name: "Bills" } }));
    expect(await seen()).toEqual(["Bills", "Bills"]);
    await documents.delete(pool.id, "a");
    expect(await seen()).toEqual([undefined, undefined]);
  });
});
