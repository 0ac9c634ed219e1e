import {
  and,
  desc,
  eq,
  getTableColumns,
  gt,
  isNotNull,
  isNull,
  lt,
  notInArray,
  type Placeholder,
  sql,
} from "drizzle-orm";
import { sameText } from "../crypto/constant-time.ts";
import type { Grant } from "../domain/token/grant.ts";
import type { GrantKey, GrantStore } from "../domain/token/grant-store.ts";
import type { Connection } from "./connection.ts";
import { gatheredInsert } from "./gathered-insert.ts";
import type { Schema } from "./schema.ts";

export function grantStore(connection: Connection): GrantStore {
  const { queries, tables } = connection;
  const { grants, refreshTokens, users } = tables;
  const columns = getTableColumns(grants);
  const isOne = ({ poolId, sub, id }: Record<"poolId" | "sub" | "id", string | Placeholder>) =>
    and(eq(grants.poolId, poolId), eq(grants.sub, sub), eq(grants.id, id));
  const insert = gatheredInsert(connection, grants);
  const select = queries
    .select(columns)
    .from(grants)
    .where(isOne({ poolId: sql.placeholder("poolId"), sub: sql.placeholder("sub"), id: sql.placeholder("id") }))
    .prepare("grant_by_key");

  /** The token has to give its place: true for the first who says so, until the deadline for the others. */
  async function giveUp(
    token: { hash: string; poolId: string; sub: string; grantId: string; goodUntil: Date },
    now: Date,
  ) {
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

  const areOf = (poolId: string, sub: string) => and(eq(grants.poolId, poolId), eq(grants.sub, sub));
  const areSessions = (poolId: string, sub: string, at: Date) =>
    and(areOf(poolId, sub), isNotNull(grants.sessionId), isNull(grants.revokedAt), gt(grants.expiresAt, at));
  const lastUsedFirst = [desc(grants.lastActiveAt), desc(grants.id)];

  async function get(key: GrantKey): Promise<Grant | undefined> {
    const { poolId, sub, id } = key;
    const [row] = await select.execute({ poolId, sub, id });
    return row && grantOf(row);
  }

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

    get,

    async byRefreshToken(poolId, { id, sub, hash }) {
      const grant = await get({ poolId, sub, id });
      if (!grant || sameText(hash, grant.refreshTokenHash)) return grant;
      const [later] = await queries
        .select({ goodUntil: refreshTokens.goodUntil })
        .from(refreshTokens)
        .where(
          and(
            ...[eq(refreshTokens.hash, hash), eq(refreshTokens.poolId, poolId)],
            ...[eq(refreshTokens.sub, sub), eq(refreshTokens.grantId, id)],
          ),
        );
      return later && { ...grant, replacedUntil: later.goodUntil ?? undefined };
    },

    replaceRefreshToken: ({ poolId, sub, id }, { from, to, goodUntil, now }) =>
      connection.transaction(async () => {
        if (!(await giveUp({ hash: from, poolId, sub, grantId: id, goodUntil }, now))) return false;
        // A grant's first token is found by its own column until it has given its place.
        await queries
          .update(grants)
          .set({ refreshTokenHash: `replaced ${from}` })
          .where(and(isOne({ poolId, sub, id }), eq(grants.refreshTokenHash, from)));
        await queries.insert(refreshTokens).values({ hash: to, poolId, sub, grantId: id });
        return true;
      }),

    async revoke(key, at) {
      await queries
        .update(grants)
        .set({ revokedAt: at })
        .where(and(isOne(key), isNull(grants.revokedAt)));
    },

    async sessions(poolId, sub, at) {
      const rows = await queries
        .select(columns)
        .from(grants)
        .where(areSessions(poolId, sub, at))
        .orderBy(...lastUsedFirst);
      return rows.map(grantOf);
    },

    async noteActivity(key, { lastActiveAt, deviceType, ipAddress = null }) {
      await queries.update(grants).set({ lastActiveAt, deviceType, ipAddress }).where(isOne(key));
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
  deviceKey: grant.deviceKey ?? null,
  acr: grant.acr ?? null,
  amr: grant.amr?.join(" ") ?? null,
  resource: grant.resource ?? null,
  browserSessionId: grant.browserSessionId ?? null,
  sessionId: session?.id ?? null,
  lastActiveAt: session?.lastActiveAt ?? null,
  deviceType: session?.deviceType ?? null,
  ipAddress: session?.ipAddress ?? null,
});

function grantOf({ sessionId: id, lastActiveAt, deviceType, ipAddress, ...grant }: Row): Grant {
  const isSession = id !== null && lastActiveAt !== null && deviceType !== null;
  const session = isSession ? { id, lastActiveAt, deviceType, ipAddress: ipAddress ?? undefined } : undefined;
  return {
    ...grant,
    revokedAt: grant.revokedAt ?? undefined,
    deviceKey: grant.deviceKey ?? undefined,
    acr: grant.acr ?? undefined,
    amr: grant.amr?.split(" "),
    resource: grant.resource ?? undefined,
    browserSessionId: grant.browserSessionId ?? undefined,
    session,
  };
}
