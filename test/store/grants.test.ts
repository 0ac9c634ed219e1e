import { expect, it } from "vitest";
import { exampleGrant, exampleUser, later, populate } from "./examples.ts";
import { onEveryDatabase } from "./instances.ts";

onEveryDatabase("Grants", ({ database, other }) => {
  const { grants, users } = database;

  it("are found by id and by refresh token, at either instance", async () => {
    const { pool, client, user } = await populate(database);
    const grant = exampleGrant(client, user);
    await grants.insert(grant);
    expect(await grants.get(pool.id, grant.id)).toEqual(grant);
    expect(await other.grants.byRefreshToken(grant.refreshTokenHash)).toEqual(grant);
    expect(await grants.get("us-east-1_None", grant.id)).toBeUndefined();
    expect(await grants.byRefreshToken("none")).toBeUndefined();
  });

  it("are refused for somebody who was deleted meanwhile", async () => {
    const { pool, client, user } = await populate(database);
    await users.delete(pool, user.sub);
    const refused = grants.insert(exampleGrant(client, user));
    await expect(refused).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  });

  it("keep the moment when they were first revoked", async () => {
    const { pool, client, user } = await populate(database);
    const grant = exampleGrant(client, user);
    await grants.insert(grant);
    await grants.revoke(pool.id, grant.id, later(1));
    await grants.revoke(pool.id, grant.id, later(2));
    expect(await grants.get(pool.id, grant.id)).toEqual({ ...grant, revokedAt: later(1) });
  });

  it("of one user are revoked all at once, and nobody else's", async () => {
    const { pool, client, user } = await populate(database);
    const somebody = exampleUser(pool);
    await users.insert(pool, somebody);
    const [first, second] = [exampleGrant(client, user), exampleGrant(client, user)];
    const foreign = exampleGrant(client, somebody);
    for (const grant of [first, second, foreign]) await grants.insert(grant);
    await grants.revoke(pool.id, first.id, later(1));
    await grants.revokeAll(pool.id, user.sub, later(2));
    expect((await grants.get(pool.id, first.id))?.revokedAt).toEqual(later(1));
    expect((await grants.get(pool.id, second.id))?.revokedAt).toEqual(later(2));
    expect((await grants.get(pool.id, foreign.id))?.revokedAt).toBeUndefined();
  });

  it("are swept when they expired before a moment", async () => {
    const { pool, client, user } = await populate(database);
    const grant = exampleGrant(client, user, { expiresAt: later(1000) });
    await grants.insert(grant);
    await grants.sweep(later(1000));
    expect(await grants.get(pool.id, grant.id)).toEqual(grant);
    await grants.sweep(later(1001));
    expect(await grants.get(pool.id, grant.id)).toBeUndefined();
  });
});
