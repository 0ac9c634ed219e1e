import { and, eq, getTableColumns, isNull, lt, sql } from "drizzle-orm";
import type { Grant } from "../domain/token/grant.ts";
import type { GrantStore } from "../domain/token/grant-store.ts";
import type { Connection } from "./connection.ts";
import { preparedInsert } from "./prepared-insert.ts";

export function grantStore({ queries, tables: { grants } }: Connection): GrantStore {
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

  return {
    insert: (grant) => insert({ ...grant, revokedAt: grant.revokedAt ?? null, deviceKey: grant.deviceKey ?? null }),

    get: async (poolId, id) => grantOf(await select.execute({ poolId, id })),

    byRefreshToken: async (hash) => grantOf(await selectByRefreshToken.execute({ hash })),

    async revoke(poolId, id, at) {
      await queries
        .update(grants)
        .set({ revokedAt: at })
        .where(and(eq(grants.poolId, poolId), eq(grants.id, id), isNull(grants.revokedAt)));
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

type Row = Omit<Grant, "revokedAt" | "deviceKey"> & { revokedAt: Date | null; deviceKey: string | null };
const grantOf = ([row]: Row[]): Grant | undefined =>
  row && { ...row, revokedAt: row.revokedAt ?? undefined, deviceKey: row.deviceKey ?? undefined };
