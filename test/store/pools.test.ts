import { expect, it } from "vitest";
import { exampleKey, examplePool, later } from "./examples.ts";
import { onEveryDatabase } from "./instances.ts";

onEveryDatabase("Pools", ({ database, other }) => {
  const { pools } = database;

  it("come back as they were written, times to the millisecond and settings in their order", async () => {
    const pool = examplePool({ MfaConfiguration: "OFF", UsernameAttributes: ["email"], LambdaConfig: {} });
    await pools.insert(pool, []);
    const found = await pools.get(pool.id);
    expect(found).toEqual(pool);
    expect(JSON.stringify(found)).toBe(JSON.stringify(pool));
  });

  it("are absent when nobody made them", async () => {
    expect(await pools.get("us-east-1_None")).toBeUndefined();
    expect(await pools.signingKeys("us-east-1_None")).toEqual([]);
    expect(await pools.update("us-east-1_None", (pool) => pool)).toBeUndefined();
    expect(await pools.delete("us-east-1_None")).toBe(false);
  });

  it("keep both of their keys, private halves and all", async () => {
    const pool = examplePool();
    const keys = [exampleKey("id"), exampleKey("access")];
    await pools.insert(pool, keys);
    const found = await pools.signingKeys(pool.id);
    expect(found).toHaveLength(2);
    expect(found).toEqual(expect.arrayContaining(keys));
  });

  it("stand once", async () => {
    const pool = examplePool();
    await pools.insert(pool, []);
    await expect(pools.insert(pool, [])).rejects.toMatchObject({ message: "already there: pool", what: "pool" });
  });

  it("change", async () => {
    const pool = examplePool();
    await pools.insert(pool, []);
    const change = { settings: { ...pool.settings, Name: "others" }, modifiedAt: later(1) };
    expect(await pools.update(pool.id, (before) => ({ ...before, ...change }))).toEqual({ ...pool, ...change });
    expect(await pools.get(pool.id)).toEqual({ ...pool, ...change });
  });

  it("are listed by region, in the order of their ids, a page at a time", async () => {
    const made = Array.from({ length: 5 }, () => examplePool({}, "eu-north-1"));
    for (const pool of [...made, examplePool({}, "eu-west-1")]) await pools.insert(pool, []);
    const ids = made.map((pool) => pool.id).toSorted();
    const first = await pools.list("eu-north-1", { limit: 3 });
    const second = await pools.list("eu-north-1", { after: first.at(-1)!.id, limit: 3 });
    expect([...first, ...second].map((pool) => pool.id)).toEqual(ids);
    expect(second).toHaveLength(2);
    expect(made).toContainEqual(first[0]);
  });

  it("have ids that stand in one order", async () => {
    const pool = examplePool();
    await pools.insert(pool, []);
    const ids = await pools.ids();
    expect(ids).toContain(pool.id);
    expect(ids).toEqual(ids.toSorted());
  });

  it("lose no change when twenty come at once, on two instances", async () => {
    const pool = examplePool({ Name: "0" });
    await pools.insert(pool, []);
    const changes = Array.from({ length: 20 }, (_, turn) =>
      [database, other][turn % 2]!.pools.update(pool.id, (before) => ({
        ...before,
        settings: { ...before.settings, Name: `${Number(before.settings.Name) + 1}` },
      })),
    );
    const results = await Promise.all(changes);
    expect(new Set(results.map((result) => result!.settings.Name)).size).toBe(20);
    expect((await pools.get(pool.id))!.settings.Name).toBe("20");
  });

  it("are made once when twenty make the same at once", async () => {
    const pool = examplePool();
    const attempts = Array.from({ length: 20 }, (_, turn) => [database, other][turn % 2]!.pools.insert(pool, []));
    const results = await Promise.allSettled(attempts);
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const result of results) {
      if (result.status === "rejected") expect(result.reason).toMatchObject({ what: "pool" });
    }
  });

  it("keep a time before 1970 and one after 9999", async () => {
    const pool = { ...examplePool(), createdAt: new Date(-1), modifiedAt: new Date(8.64e15) };
    await pools.insert(pool, []);
    expect(await pools.get(pool.id)).toEqual(pool);
  });
});
