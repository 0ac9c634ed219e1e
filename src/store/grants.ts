import { and, eq, getTableColumns, isNull, lt, sql } from "drizzle-orm";
import type { Grant } from "../domain/token/grant.ts";
import type { GrantStore } from "../domain/token/grant-store.ts";
import type { Connection } from "./connection.ts";
import { preparedInsert } from "./prepared-insert.ts";
import type { Schema } from "./schema.ts";

export function grantStore(connection: Connection): GrantStore {
  const { queries, tables } = connection;
  const { grants, refreshTokens } = tables;
  const columns = getTableColumns(grants);
  const insert = preparedInsert(queries, grants);
  const isGrant = (poolId: string, id: string) => and(eq(grants.poolId, poolId), eq(grants.id, id));
  const select = queries
    .select(columns)
    .from(grants)
    .where(and(eq(grants.poolId, sql.placeholder("poolId")), eq(grants.id, sql.placeholder("id"))))
    .prepare("grant_by_id");
  const selectByRefreshToken = queries
    .select(columns)
    .from(grants)
    .where(eq(grants.refreshTokenHash, sql.placeholder("hash")))
    .prepare("grant_by_refresh_token");
  const selectByLaterToken = queries
    .select({ grant: columns, goodUntil: refreshTokens.goodUntil })
    .from(refreshTokens)
    .innerJoin(grants, and(eq(grants.poolId, refreshTokens.poolId), eq(grants.id, refreshTokens.grantId)))
    .where(eq(refreshTokens.hash, sql.placeholder("hash")))
    .prepare("grant_by_later_token");

  /** The token has to give its place: true for the first who says so, until the deadline for the others. */
  async function giveUp(token: { hash: string; poolId: string; grantId: string; goodUntil: Date }, now: Date) {
    const { hash, goodUntil } = token;
    const first = await queries
      .insert(refreshTokens)
      .values(token)
      .onConflictDoUpdate({
        target: refreshTokens.hash,
        set: { goodUntil },
        setWhere: isNull(refreshTokens.goodUntil),
      })
      .returning({ hash: refreshTokens.hash });
    if (first.length > 0) return true;
    const [given] = await queries
      .select({ goodUntil: refreshTokens.goodUntil })
      .from(refreshTokens)
      .where(eq(refreshTokens.hash, hash));
    return given?.goodUntil ? given.goodUntil > now : false;
  }

  return {
    insert: (grant) =>
      insert({
        ...grant,
        revokedAt: grant.revokedAt ?? null,
        deviceKey: grant.deviceKey ?? null,
        acr: grant.acr ?? null,
        amr: grant.amr?.join(" ") ?? null,
      }),

    async get(poolId, id) {
      const [row] = await select.execute({ poolId, id });
      return row && grantOf(row);
    },

    async byRefreshToken(hash) {
      const [first] = await selectByRefreshToken.execute({ hash });
      if (first) return grantOf(first);
      const [later] = await selectByLaterToken.execute({ hash });
      return later && { ...grantOf(later.grant), replacedUntil: later.goodUntil ?? undefined };
    },

    replaceRefreshToken: ({ poolId, id: grantId }, { from, to, goodUntil, now }) =>
      connection.transaction(async () => {
        if (!(await giveUp({ hash: from, poolId, grantId, goodUntil }, now))) return false;
        // A grant's first token is found by its own column until it has given its place.
        await queries
          .update(grants)
          .set({ refreshTokenHash: `replaced ${from}` })
          .where(and(isGrant(poolId, grantId), eq(grants.refreshTokenHash, from)));
        await queries.insert(refreshTokens).values({ hash: to, poolId, grantId });
        return true;
      }),

    async revoke(poolId, id, at) {
      await queries
        .update(grants)
        .set({ revokedAt: at })
        .where(and(isGrant(poolId, id), isNull(grants.revokedAt)));
    },

    async revokeAll(poolId, sub, at) {
      await queries
        .update(grants)
        .set({ revokedAt: at })
        .where(and(eq(grants.poolId, poolId), eq(grants.sub, sub), isNull(grants.revokedAt)));
    },

    async sweep(before) {
      await queries.delete(grants).where(lt(grants.expiresAt, before));
    },
  };
}

const grantOf = ({ revokedAt, deviceKey, acr, amr, ...grant }: Schema["grants"]["$inferSelect"]): Grant => ({
  ...grant,
  revokedAt: revokedAt ?? undefined,
  deviceKey: deviceKey ?? undefined,
  acr: acr ?? undefined,
  amr: amr?.split(" "),
});
