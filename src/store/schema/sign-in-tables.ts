import type { Columns } from "../columns.ts";
import { ofUser } from "./parts.ts";
import type { PoolTables } from "./pool-tables.ts";
import type { UserTables } from "./user-tables.ts";

/** What comes of sign-ins, and what was used up on the way. */
export function defineSignInTables(columns: Columns, parents: Pick<PoolTables & UserTables, "clients" | "users">) {
  const { table, text, integer, boolean, instant, bytes, index, primaryKey, foreignKey } = columns;
  const { clients } = parents;

  // A sign-in writes one row here and nothing else, so there is no index beside the key. The few statements that look for
  // something else than a user's grants (a client's, those that expired) read them all.
  const grants = table(
    "grants",
    {
      poolId: text("pool_id").notNull(),
      id: text("id").notNull(),
      clientId: text("client_id")
        .notNull()
        .references(() => clients.id, { onDelete: "cascade" }),
      sub: text("sub").notNull(),
      originJti: text("origin_jti").notNull(),
      authTime: instant("auth_time").notNull(),
      scope: text("scope").notNull(),
      refreshTokenHash: text("refresh_token_hash").notNull(),
      expiresAt: instant("expires_at").notNull(),
      revokedAt: instant("revoked_at"),
      deviceKey: text("device_key"),
      acr: text("acr"),
      amr: text("amr"),
      sessionId: text("session_id"),
      lastActiveAt: instant("last_active_at"),
      deviceType: text("device_type"),
      ipAddress: text("ip_address"),
      resource: text("resource"),
      browserSessionId: text("browser_session_id"),
    },
    (grant) => [primaryKey({ columns: [grant.poolId, grant.sub, grant.id] }), ofUser(columns, parents, grant)],
  );

  /** Refresh tokens that took another's place, and those that had to give it; `goodUntil` is theirs. */
  const refreshTokens = table(
    "refresh_tokens",
    {
      hash: text("hash").primaryKey(),
      poolId: text("pool_id").notNull(),
      sub: text("sub").notNull(),
      grantId: text("grant_id").notNull(),
      goodUntil: instant("good_until"),
    },
    (token) => [
      index("refresh_tokens_by_grant").on(token.poolId, token.sub, token.grantId),
      foreignKey({
        columns: [token.poolId, token.sub, token.grantId],
        foreignColumns: [grants.poolId, grants.sub, grants.id],
      }).onDelete("cascade"),
    ],
  );

  const spent = table(
    "spent",
    {
      id: text("id").primaryKey(),
      ...{ spent: boolean("spent").notNull(), failures: integer("failures").notNull() },
      ...{ expiresAt: instant("expires_at").notNull(), state: bytes("state") },
    },
    (row) => [index("spent_by_expiry").on(row.expiresAt)],
  );

  /** Of one whose user has been made anew since, or of a user who never was, nothing hangs on a user's row. */
  const failedPasswords = table(
    "failed_passwords",
    {
      poolId: text("pool_id").notNull(),
      sub: text("sub").notNull(),
      userCreatedAt: instant("user_created_at").notNull(),
      count: integer("count").notNull(),
      expiresAt: instant("expires_at").notNull(),
    },
    (row) => [
      primaryKey({ columns: [row.poolId, row.sub, row.userCreatedAt] }),
      index("failed_passwords_by_expiry").on(row.expiresAt),
    ],
  );

  return { grants, refreshTokens, spent, failedPasswords };
}
