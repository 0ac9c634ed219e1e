import { and, desc, eq, getTableColumns, gt, isNotNull, isNull, lt, notInArray, sql } from "drizzle-orm";
import type { Grant } from "../domain/token/grant.ts";
import type { GrantStore } from "../domain/token/grant-store.ts";
import type { Connection } from "./connection.ts";
import { preparedInsert } from "./prepared-insert.ts";
import type { Schema } from "./schema.ts";

export function grantStore(connection: Connection): GrantStore {
  const { queries, tables } = connection;
  const { grants, users } = tables;
  const columns = getTableColumns(grants);
  const insert = preparedInsert(queries, grants);
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

  const isOne = (poolId: string, id: string) => and(eq(grants.poolId, poolId), eq(grants.id, id));
  const areOf = (poolId: string, sub: string) => and(eq(grants.poolId, poolId), eq(grants.sub, sub));
  const areSessions = (poolId: string, sub: string, at: Date) =>
    and(areOf(poolId, sub), isNotNull(grants.sessionId), isNull(grants.revokedAt), gt(grants.expiresAt, at));
  const lastUsedFirst = [desc(grants.lastActiveAt), desc(grants.id)];

  return {
    insert: (grant) => insert(rowOf(grant)),

    insertTracked: (grant, most) =>
      connection.transaction(async () => {
        const { poolId, sub, authTime: at } = grant;
        // Sign-ins of one person go through here one after the other, or none would count those that begin with it.
        const isOwner = and(eq(users.poolId, poolId), eq(users.sub, sub));
        await queries
          .update(users)
          .set({ version: sql`${users.version}` })
          .where(isOwner);
        const kept = queries
          .select({ id: grants.id })
          .from(grants)
          .where(areSessions(poolId, sub, at))
          .orderBy(...lastUsedFirst)
          .limit(most - 1);
        await queries
          .update(grants)
          .set({ revokedAt: at })
          .where(and(areSessions(poolId, sub, at), notInArray(grants.id, kept)));
        await insert(rowOf(grant));
      }),

    get: async (poolId, id) => grantOf(await select.execute({ poolId, id })),

    byRefreshToken: async (hash) => grantOf(await selectByRefreshToken.execute({ hash })),

    async revoke(poolId, id, at) {
      await queries
        .update(grants)
        .set({ revokedAt: at })
        .where(and(isOne(poolId, id), isNull(grants.revokedAt)));
    },

    async sessions(poolId, sub, at) {
      const rows = await queries
        .select(columns)
        .from(grants)
        .where(areSessions(poolId, sub, at))
        .orderBy(...lastUsedFirst);
      return rows.map(asGrant);
    },

    async noteActivity(poolId, id, { lastActiveAt, deviceType, ipAddress = null }) {
      await queries.update(grants).set({ lastActiveAt, deviceType, ipAddress }).where(isOne(poolId, id));
    },

    async revokeSession(poolId, sub, sessionId, at) {
      const revoked = await queries
        .update(grants)
        .set({ revokedAt: at })
        .where(and(areSessions(poolId, sub, at), eq(grants.sessionId, sessionId)))
        .returning({ id: grants.id });
      return revoked.length > 0;
    },

    async revokeAll(poolId, sub, at) {
      await queries
        .update(grants)
        .set({ revokedAt: at })
        .where(and(areOf(poolId, sub), isNull(grants.revokedAt)));
    },

    async sweep(before) {
      await queries.delete(grants).where(lt(grants.expiresAt, before));
    },
  };
}

type Row = Schema["grants"]["$inferSelect"];

const rowOf = ({ session, ...grant }: Grant): Row => ({
  ...grant,
  revokedAt: grant.revokedAt ?? null,
  sessionId: session?.id ?? null,
  lastActiveAt: session?.lastActiveAt ?? null,
  deviceType: session?.deviceType ?? null,
  ipAddress: session?.ipAddress ?? null,
});

const grantOf = ([row]: Row[]): Grant | undefined => row && asGrant(row);

function asGrant({ sessionId: id, lastActiveAt, deviceType, ipAddress, revokedAt, ...grant }: Row): Grant {
  const isSession = id !== null && lastActiveAt !== null && deviceType !== null;
  const session = isSession ? { id, lastActiveAt, deviceType, ipAddress: ipAddress ?? undefined } : undefined;
  return { ...grant, revokedAt: revokedAt ?? undefined, session };
}
