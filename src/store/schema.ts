import { type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import type { ClientSettings } from "../domain/client/client.ts";
import type { Message } from "../domain/message/message.ts";
import type { PoolSettings } from "../domain/pool/pool.ts";
import type { SigningKey } from "../domain/token/signing-keys.ts";
import type { Code, CodePurpose } from "../domain/user/code.ts";
import type { UserStatus } from "../domain/user/user.ts";
import type { Columns } from "./columns.ts";

/**
 * Every table, once, for both dialects. What hangs on a row goes with it. `version` moves with every change of
 * its row, for compare-and-swap; `sealed` holds what nobody may read who has only the database.
 */
export function defineSchema(columns: Columns) {
  const { table, text, integer, boolean, json, instant, bytes, ascending } = columns;
  const { index, uniqueIndex, primaryKey, foreignKey } = columns;
  const present = (column: PgColumn): SQL => sql`${column} is not null`;
  const lifetime = () => ({ createdAt: instant("created_at").notNull(), modifiedAt: instant("modified_at").notNull() });

  /** One row: what every instance agrees on, and the fingerprint of the secret that seals. */
  const service = table("service", {
    id: integer("id").primaryKey(),
    epoch: integer("epoch").notNull(),
    clockOffsetMs: integer("clock_offset_ms").notNull(),
    publicUrl: text("public_url"),
    fingerprint: text("fingerprint").notNull(),
  });

  /** Calls in a second that each category of the API takes, where it is not what is free. */
  const limits = table("limits", {
    category: text("category").primaryKey(),
    perSecond: integer("per_second").notNull(),
  });

  const pools = table(
    "pools",
    {
      id: text("id").primaryKey(),
      region: text("region").notNull(),
      settings: json("settings").$type<PoolSettings>().notNull(),
      clockOffsetMs: integer("clock_offset_ms"),
      ...lifetime(),
      version: integer("version").notNull(),
    },
    (pool) => [index("pools_by_region").on(pool.region, pool.id)],
  );
  const ofPool = () =>
    text("pool_id")
      .notNull()
      .references(() => pools.id, { onDelete: "cascade" });

  const signingKeys = table(
    "signing_keys",
    {
      poolId: ofPool(),
      kid: text("kid").notNull(),
      use: text("use").$type<SigningKey["use"]>().notNull(),
      publicJwk: json("public_jwk").$type<SigningKey["publicJwk"]>().notNull(),
      sealed: bytes("sealed").notNull(),
      createdAt: instant("created_at").notNull(),
    },
    (key) => [primaryKey({ columns: [key.poolId, key.kid] })],
  );

  const clients = table(
    "clients",
    {
      id: text("id").primaryKey(),
      poolId: ofPool(),
      settings: json("settings").$type<ClientSettings>().notNull(),
      sealed: bytes("sealed").notNull(),
      ...lifetime(),
      version: integer("version").notNull(),
    },
    (client) => [index("clients_by_pool").on(client.poolId, client.id)],
  );

  const groups = table(
    "groups",
    {
      poolId: ofPool(),
      name: text("name").notNull(),
      description: text("description"),
      roleArn: text("role_arn"),
      precedence: integer("precedence"),
      ...lifetime(),
      version: integer("version").notNull(),
    },
    (group) => [primaryKey({ columns: [group.poolId, group.name] })],
  );

  /** `…Key` columns hold values as the pool compares them, for ListUsers; `access` is its filter `status`. */
  const users = table(
    "users",
    {
      poolId: ofPool(),
      sub: text("sub").notNull(),
      username: text("username").notNull(),
      usernameKey: text("username_key").notNull(),
      status: text("status").$type<UserStatus>().notNull(),
      access: text("access").$type<"Enabled" | "Disabled">().notNull(),
      emailKey: text("email_key"),
      phoneNumberKey: text("phone_number_key"),
      nameKey: text("name_key"),
      givenNameKey: text("given_name_key"),
      familyNameKey: text("family_name_key"),
      preferredUsernameKey: text("preferred_username_key"),
      attributes: json("attributes").$type<Record<string, string>>().notNull(),
      sealed: bytes("sealed").notNull(),
      ...lifetime(),
      version: integer("version").notNull(),
    },
    (user) => [
      primaryKey({ columns: [user.poolId, user.sub] }),
      index("users_by_username").on(user.poolId, user.usernameKey),
      index("users_by_status").on(user.poolId, user.status, user.usernameKey),
      index("users_by_access").on(user.poolId, user.access, user.usernameKey),
      ...(
        [
          ["users_by_email", user.emailKey],
          ["users_by_phone_number", user.phoneNumberKey],
          ["users_by_name", user.nameKey],
          ["users_by_given_name", user.givenNameKey],
          ["users_by_family_name", user.familyNameKey],
          ["users_by_preferred_username", user.preferredUsernameKey],
        ] as const
      ).map(([name, key]) => index(name).on(user.poolId, key, user.usernameKey).where(present(key))),
    ],
  );
  const ofUser = <Child extends { poolId: PgColumn; sub: PgColumn }>(child: Child) =>
    foreignKey({ columns: [child.poolId, child.sub], foreignColumns: [users.poolId, users.sub] }).onDelete("cascade");

  /** The names by which users are found; each leads to one user of its pool. */
  const identifiers = table(
    "identifiers",
    { poolId: text("pool_id").notNull(), value: text("value").notNull(), sub: text("sub").notNull() },
    (identifier) => [
      primaryKey({ columns: [identifier.poolId, identifier.value] }),
      index("identifiers_by_user").on(identifier.poolId, identifier.sub),
      ofUser(identifier),
    ],
  );

  const groupMembers = table(
    "group_members",
    { poolId: text("pool_id").notNull(), sub: text("sub").notNull(), groupName: text("group_name").notNull() },
    (member) => [
      primaryKey({ columns: [member.poolId, member.sub, member.groupName] }),
      index("group_members_by_group").on(member.poolId, member.groupName, member.sub),
      ofUser(member),
      foreignKey({
        columns: [member.poolId, member.groupName],
        foreignColumns: [groups.poolId, groups.name],
      }).onDelete("cascade"),
    ],
  );

  const codes = table(
    "codes",
    {
      poolId: text("pool_id").notNull(),
      sub: text("sub").notNull(),
      purpose: text("purpose").$type<CodePurpose>().notNull(),
      digest: text("digest").notNull(),
      attribute: text("attribute").$type<Code["attribute"]>().notNull(),
      destination: text("destination").notNull(),
      expiresAt: instant("expires_at").notNull(),
      tries: integer("tries").notNull(),
    },
    (code) => [
      primaryKey({ columns: [code.poolId, code.sub, code.purpose] }),
      index("codes_by_expiry").on(code.expiresAt),
      ofUser(code),
    ],
  );

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
    (grant) => [
      primaryKey({ columns: [grant.poolId, grant.id] }),
      uniqueIndex("grants_by_refresh_token").on(grant.refreshTokenHash),
      index("grants_by_client").on(grant.clientId),
      index("grants_by_user").on(grant.poolId, grant.sub),
      index("grants_by_expiry").on(grant.expiresAt),
      ofUser(grant),
    ],
  );

  /** Refresh tokens that took another's place, and those that had to give it; `goodUntil` is theirs. */
  const refreshTokens = table(
    "refresh_tokens",
    {
      hash: text("hash").primaryKey(),
      poolId: text("pool_id").notNull(),
      grantId: text("grant_id").notNull(),
      goodUntil: instant("good_until"),
    },
    (token) => [
      index("refresh_tokens_by_grant").on(token.poolId, token.grantId),
      foreignKey({ columns: [token.poolId, token.grantId], foreignColumns: [grants.poolId, grants.id] }).onDelete(
        "cascade",
      ),
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

  const messages = table(
    "messages",
    {
      id: ascending("id"),
      poolId: ofPool(),
      username: text("username").notNull(),
      medium: text("medium").$type<Message["medium"]>().notNull(),
      destination: text("destination").notNull(),
      sealed: bytes("sealed").notNull(),
      at: instant("at").notNull(),
    },
    (message) => [index("messages_by_pool").on(message.poolId, message.id)],
  );

  /** Of functions that no pool calls, without a pool; attempts of one call have one key. */
  const invocations = table(
    "invocations",
    {
      id: ascending("id"),
      key: text("key").notNull(),
      poolId: text("pool_id").references(() => pools.id, { onDelete: "cascade" }),
      ...{ functionName: text("function_name").notNull(), triggerSource: text("trigger_source") },
      sealed: bytes("sealed").notNull(),
      at: instant("at").notNull(),
    },
    (invocation) => [
      uniqueIndex("invocations_by_key").on(invocation.key),
      index("invocations_by_pool").on(invocation.poolId, invocation.id),
    ],
  );

  /** What pools keep beside their settings, of many kinds: see domain/document. */
  const documents = table(
    "documents",
    {
      ...{ poolId: ofPool(), kind: text("kind").notNull(), id: text("id").notNull() },
      clientId: text("client_id").references(() => clients.id, { onDelete: "cascade" }),
      ...{ sub: text("sub"), uniqueKey: text("unique_key"), sealed: bytes("sealed").notNull() },
      ...lifetime(),
      expiresAt: instant("expires_at"),
      version: integer("version").notNull(),
    },
    (document) => [
      primaryKey({ columns: [document.poolId, document.kind, document.id] }),
      uniqueIndex("documents_by_unique_key").on(document.kind, document.uniqueKey).where(present(document.uniqueKey)),
      index("documents_by_client").on(document.clientId, document.kind, document.id).where(present(document.clientId)),
      index("documents_by_user")
        .on(document.poolId, document.sub, document.kind, document.id)
        .where(present(document.sub)),
      index("documents_by_expiry").on(document.kind, document.expiresAt).where(present(document.expiresAt)),
      ofUser(document),
    ],
  );

  return {
    ...{ service, limits, pools, signingKeys, clients, groups, users, identifiers, groupMembers },
    ...{ codes, grants, refreshTokens, spent, messages, invocations, documents },
  };
}

export type Schema = ReturnType<typeof defineSchema>;
