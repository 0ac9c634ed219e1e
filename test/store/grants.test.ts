import { expect, it } from "vitest";
import type { Client } from "../../src/domain/client/client.ts";
import type { User } from "../../src/domain/user/user.ts";
import { exampleGrant, exampleUser, later, populate } from "./examples.ts";
import { onEveryDatabase } from "./instances.ts";

const exampleSession = (client: Client, user: User, lastActive: number) => {
  const grant = exampleGrant(client, user);
  const lastActiveAt = later(lastActive);
  return { ...grant, session: { id: `tkn${grant.id}`, lastActiveAt, deviceType: "Chrome 125", ipAddress: "::1" } };
};

onEveryDatabase("Grants", ({ database, other }) => {
  const { grants, users } = database;

  it("are found by their key and by refresh token, at either instance", async () => {
    const { pool, client, user } = await populate(database);
    const grant = exampleGrant(client, user);
    await grants.insert(grant);
    const { id, sub, refreshTokenHash: hash } = grant;
    expect(await grants.get(grant)).toEqual(grant);
    expect(await other.grants.byRefreshToken(pool.id, { id, sub, hash })).toEqual(grant);
    expect(await grants.get({ ...grant, poolId: "us-east-1_None" })).toBeUndefined();
    expect(await grants.get({ ...grant, sub: "somebody else" })).toBeUndefined();
    expect(await grants.byRefreshToken(pool.id, { id, sub, hash: "of another token" })).toBeUndefined();
    expect(await grants.byRefreshToken(pool.id, { id: "another", sub, hash })).toBeUndefined();
  });

  it("are refused for somebody who was deleted meanwhile", async () => {
    const { pool, client, user } = await populate(database);
    await users.delete(pool, user.sub);
    const refused = grants.insert(exampleGrant(client, user));
    await expect(refused).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  });

  it("stand when they are written together with one that is refused", async () => {
    const { pool, client, user } = await populate(database);
    const somebody = exampleUser(pool);
    await users.insert(pool, somebody);
    await users.delete(pool, user.sub);
    const people = [somebody, somebody, user, somebody, user, somebody];
    const all = people.map((person) => exampleGrant(client, person));
    const outcomes = await Promise.allSettled(all.map((grant) => grants.insert(grant)));
    expect(outcomes.map(({ status }) => status === "fulfilled")).toEqual(people.map((person) => person === somebody));
    for (const grant of all) expect(await other.grants.get(grant)).toEqual(grant.sub === user.sub ? undefined : grant);
  });

  it("keep the moment when they were first revoked", async () => {
    const { client, user } = await populate(database);
    const grant = exampleGrant(client, user);
    await grants.insert(grant);
    await grants.revoke(grant, later(1));
    await grants.revoke(grant, later(2));
    expect(await grants.get(grant)).toEqual({ ...grant, revokedAt: later(1) });
  });

  it("of one user are revoked all at once, and nobody else's", async () => {
    const { pool, client, user } = await populate(database);
    const somebody = exampleUser(pool);
    await users.insert(pool, somebody);
    const [first, second] = [exampleGrant(client, user), exampleGrant(client, user)];
    const foreign = exampleGrant(client, somebody);
    for (const grant of [first, second, foreign]) await grants.insert(grant);
    await grants.revoke(first, later(1));
    await grants.revokeAll(pool.id, user.sub, later(2));
    expect((await grants.get(first))?.revokedAt).toEqual(later(1));
    expect((await grants.get(second))?.revokedAt).toEqual(later(2));
    expect((await grants.get(foreign))?.revokedAt).toBeUndefined();
  });

  it("that are sessions are listed by their last use, noted, and ended by their owner's hand alone", async () => {
    const { pool, client, user } = await populate(database);
    const somebody = exampleUser(pool);
    await users.insert(pool, somebody);
    const [first, second] = [exampleSession(client, user, 1), exampleSession(client, user, 2)];
    await grants.insert(exampleGrant(client, user));
    for (const grant of [first, second, exampleSession(client, somebody, 3)]) await grants.insertTracked(grant, 5);
    expect(await other.grants.sessions(pool.id, user.sub, later(0))).toEqual([second, first]);
    const activity = { lastActiveAt: later(4), deviceType: "Firefox 126", ipAddress: "192.0.2.1" };
    await grants.noteActivity(first, activity);
    const active = { ...first, session: { ...first.session!, ...activity } };
    expect(await grants.sessions(pool.id, user.sub, later(0))).toEqual([active, second]);

    const revoke = (sub: string) => grants.revokeSession(pool.id, sub, first.session!.id, later(5));
    expect(await revoke(somebody.sub)).toBe(false);
    expect(await revoke(user.sub)).toBe(true);
    expect(await revoke(user.sub)).toBe(false);
    expect(await grants.sessions(pool.id, user.sub, later(0))).toEqual([second]);
    expect(await grants.sessions(pool.id, user.sub, second.expiresAt)).toEqual([]);
  });

  it("that are sessions are no more than so many, whichever instances they begin at", async () => {
    const { pool, client, user } = await populate(database);
    const made = Array.from({ length: 20 }, (_, number) => exampleSession(client, user, number));
    await Promise.all(made.map((grant, at) => (at % 2 ? database : other).grants.insertTracked(grant, 4)));
    expect(await grants.sessions(pool.id, user.sub, later(0))).toHaveLength(4);
    const untracked = exampleGrant(client, user);
    await grants.insert(untracked);
    await grants.insertTracked(exampleSession(client, user, 50), 1);
    expect(await grants.sessions(pool.id, user.sub, later(0))).toHaveLength(1);
    expect((await grants.get(untracked))?.revokedAt).toBeUndefined();
  });

  it("are swept when they expired before a moment", async () => {
    const { client, user } = await populate(database);
    const grant = exampleGrant(client, user, { expiresAt: later(1000) });
    await grants.insert(grant);
    await grants.sweep(later(1000));
    expect(await grants.get(grant)).toEqual(grant);
    await grants.sweep(later(1001));
    expect(await grants.get(grant)).toBeUndefined();
  });
});
