import { expect, it } from "vitest";
import { exampleCode, exampleUser, later, populate } from "./examples.ts";
import { onEveryDatabase } from "./instances.ts";

/** Whatever came before does not count. */
const afresh = { since: later(1_000_000_000_000), bound: 15 };

onEveryDatabase("Codes", ({ database, other }) => {
  const { codes } = database;

  it("come back with each try counted", async () => {
    const { user } = await populate(database);
    const code = exampleCode(user);
    await codes.put(code, afresh);
    expect(await codes.attempt(code.poolId, code.sub, code.purpose)).toEqual({ ...code, tries: 1 });
    expect(await codes.attempt(code.poolId, code.sub, code.purpose)).toEqual({ ...code, tries: 2 });
    expect(await codes.attempt(code.poolId, code.sub, "forgot-password")).toBeUndefined();
  });

  it("are read without a try, and forgotten one purpose at a time", async () => {
    const { user } = await populate(database);
    const [code, different] = [exampleCode(user), exampleCode(user, { purpose: "forgot-password" })];
    for (const one of [code, different]) await codes.put(one, afresh);
    const get = ({ poolId, sub, purpose }: typeof code) => codes.get(poolId, sub, purpose);
    expect(await get(code)).toEqual(code);
    await codes.forget(code.poolId, code.sub, code.purpose);
    expect(await get(code)).toBeUndefined();
    expect(await get(different)).toEqual(different);
  });

  it("take the place of an earlier one of the same purpose", async () => {
    const { user } = await populate(database);
    const [first, second] = [exampleCode(user), exampleCode(user, { destination: "new@example.com" })];
    const different = exampleCode(user, { purpose: "forgot-password" });
    for (const code of [first, different]) await codes.put(code, afresh);
    await codes.attempt(first.poolId, first.sub, first.purpose);
    expect(await codes.put(second, afresh)).toBe(true);
    expect(await codes.attempt(first.poolId, first.sub, first.purpose)).toEqual({ ...second, tries: 1 });
    expect(await codes.spend(first)).toBe(false);
    expect(await codes.spend(different)).toBe(true);
  });

  it("take over the tries of a recent one, and its place only until those are too many", async () => {
    const { user } = await populate(database);
    const [first, second] = [exampleCode(user, { expiresAt: later(1000) }), exampleCode(user)];
    const recent = { since: later(999), bound: 2 };
    const attempt = () => codes.attempt(first.poolId, first.sub, first.purpose);
    await codes.put(first, recent);
    await attempt();
    expect(await codes.put(second, recent)).toBe(true);
    expect(await attempt()).toEqual({ ...second, tries: 2 });
    expect(await codes.put(first, recent)).toBe(false);
    expect(await attempt()).toEqual({ ...second, tries: 3 });
    expect(await codes.put(first, { ...recent, since: second.expiresAt })).toBe(true);
    expect(await attempt()).toEqual({ ...first, tries: 1 });
  });

  it("are refused for somebody who was deleted meanwhile", async () => {
    const { pool } = await populate(database);
    const refused = codes.put(exampleCode(exampleUser(pool)), afresh);
    await expect(refused).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  });

  it("lose no try when twenty come at once, on two instances", async () => {
    const { user } = await populate(database);
    const code = exampleCode(user);
    await codes.put(code, afresh);
    const tries = await Promise.all(
      Array.from({ length: 20 }, async (_, turn) => {
        const { codes } = [database, other][turn % 2]!;
        return (await codes.attempt(code.poolId, code.sub, code.purpose))?.tries ?? 0;
      }),
    );
    expect(tries.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, turn) => turn + 1));
  });

  it("are spent once when twenty right answers come at once, on two instances", async () => {
    const { user } = await populate(database);
    const code = exampleCode(user);
    await codes.put(code, afresh);
    const spent = await Promise.all(
      Array.from({ length: 20 }, (_, turn) => [database, other][turn % 2]!.codes.spend(code)),
    );
    expect(spent.filter(Boolean)).toHaveLength(1);
  });

  it("are swept when they expired before a moment", async () => {
    const { user } = await populate(database);
    const code = exampleCode(user, { expiresAt: later(1000) });
    await codes.put(code, afresh);
    await codes.sweep(later(1000));
    expect(await codes.attempt(code.poolId, code.sub, code.purpose)).toBeDefined();
    await codes.sweep(later(1001));
    expect(await codes.attempt(code.poolId, code.sub, code.purpose)).toBeUndefined();
  });
});
