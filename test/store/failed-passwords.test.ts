import { expect, it } from "vitest";
import { machineRandom } from "../../src/random.ts";
import { at, exampleGroup, examplePool, exampleUser, later } from "./examples.ts";
import { onEveryDatabase } from "./instances.ts";

onEveryDatabase("Failed passwords", ({ database, other }) => {
  const { failedPasswords, users } = database;
  const nobodyIn = (poolId: string) => ({ poolId, sub: machineRandom.uuid(), createdAt: new Date(0) });
  const once = { count: 1, expiresAt: later(1000) };
  const twice = { count: 2, expiresAt: later(2000) };

  async function somebody() {
    const pool = examplePool();
    await database.pools.insert(pool, []);
    const user = exampleUser(pool);
    await users.insert(pool, user);
    return { pool, user, nobody: nobodyIn(pool.id) };
  }

  it("are what was written last, by whichever instance", async () => {
    const person = nobodyIn("us-east-1_Pool");
    expect(await failedPasswords.find(person)).toBeUndefined();
    expect(await failedPasswords.replace(person, undefined, once)).toBe(true);
    expect(await other.failedPasswords.find(person)).toEqual(once);
    expect(await other.failedPasswords.replace(person, once, twice)).toBe(true);
    expect(await failedPasswords.find(person)).toEqual(twice);
    await other.failedPasswords.forget(person);
    expect(await failedPasswords.find(person)).toBeUndefined();
  });

  it("are replaced by one of twenty who saw the same, on two instances", async () => {
    const person = nobodyIn("us-east-1_Pool");
    for (const [seen, next] of [
      [undefined, once],
      [once, twice],
    ] as const) {
      const written = await Promise.all(
        Array.from({ length: 20 }, (_, turn) =>
          [database, other][turn % 2]!.failedPasswords.replace(person, seen, next),
        ),
      );
      expect(written.filter(Boolean)).toHaveLength(1);
    }
    expect(await failedPasswords.find(person)).toEqual(twice);
  });

  it("come with their user, by whatever name, and the groups", async () => {
    const { pool, user, nobody } = await somebody();
    const group = exampleGroup(pool);
    await database.groups.insert(group);
    await database.groups.addMember(pool.id, group.name, user.sub);
    await failedPasswords.replace(nobody, undefined, twice);
    for (const name of [user.username, user.sub]) {
      const read = await users.findWithFailures(pool, name, nobody);
      expect(read).toEqual({ person: { user, groups: [group] }, failures: undefined });
    }
    await failedPasswords.replace(user, undefined, once);
    for (const name of [user.username, user.sub]) {
      const read = await users.findWithFailures(pool, name, nobody);
      expect(read).toEqual({ person: { user, groups: [group] }, failures: once });
    }
  });

  it("come with nobody where there is no user of the name", async () => {
    const { pool, user, nobody } = await somebody();
    await failedPasswords.replace(user, undefined, once);
    expect(await users.findWithFailures(pool, "nobody", nobody)).toEqual({ person: undefined, failures: undefined });
    await failedPasswords.replace(nobody, undefined, twice);
    expect(await users.findWithFailures(pool, "nobody", nobody)).toEqual({ person: undefined, failures: twice });
  });

  it("are not those of whoever is made anew under the same sub", async () => {
    const { pool, user, nobody } = await somebody();
    await failedPasswords.replace(user, undefined, once);
    await users.delete(pool, user.sub);
    await users.insert(pool, { ...user, createdAt: later(1) });
    const { person, failures } = await users.findWithFailures(pool, user.username, nobody);
    expect([person?.user.sub, failures]).toEqual([user.sub, undefined]);
  });

  it("are forgotten once they count no more", async () => {
    const person = nobodyIn("us-east-1_Pool");
    await failedPasswords.replace(person, undefined, { count: 1, expiresAt: at });
    await failedPasswords.sweep(at);
    expect(await failedPasswords.find(person)).toBeDefined();
    await failedPasswords.sweep(later(1));
    expect(await failedPasswords.find(person)).toBeUndefined();
  });
});
