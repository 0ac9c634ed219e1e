import type { ClientSettings } from "../../domain/client/client.ts";
import type { PoolSettings } from "../../domain/pool/pool.ts";
import type { SigningKey } from "../../domain/token/signing-keys.ts";
import type { Columns } from "../columns.ts";
import { lifetime, ofPool } from "./parts.ts";

/** The service itself, and its pools with what is configured in them. */
export function definePoolTables(columns: Columns) {
  const { table, text, integer, json, instant, bytes, index, primaryKey } = columns;

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
      ...lifetime(columns),
      version: integer("version").notNull(),
    },
    (pool) => [index("pools_by_region").on(pool.region, pool.id)],
  );
  const parents = { pools };

  const signingKeys = table(
    "signing_keys",
    {
      poolId: ofPool(columns, parents),
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
      poolId: ofPool(columns, parents),
      settings: json("settings").$type<ClientSettings>().notNull(),
      sealed: bytes("sealed").notNull(),
      ...lifetime(columns),
      version: integer("version").notNull(),
    },
    (client) => [index("clients_by_pool").on(client.poolId, client.id)],
  );

  const groups = table(
    "groups",
    {
      poolId: ofPool(columns, parents),
      name: text("name").notNull(),
      description: text("description"),
      roleArn: text("role_arn"),
      precedence: integer("precedence"),
      ...lifetime(columns),
      version: integer("version").notNull(),
    },
    (group) => [primaryKey({ columns: [group.poolId, group.name] })],
  );

  return { service, limits, pools, signingKeys, clients, groups };
}

export type PoolTables = ReturnType<typeof definePoolTables>;
