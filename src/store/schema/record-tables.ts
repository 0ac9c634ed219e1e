import type { Message } from "../../domain/message/message.ts";
import type { Columns } from "../columns.ts";
import { lifetime, ofPool, ofUser, present } from "./parts.ts";
import type { PoolTables } from "./pool-tables.ts";
import type { UserTables } from "./user-tables.ts";

/** What was sent and run, and what pools keep beside their settings. */
export function defineRecordTables(
  columns: Columns,
  parents: Pick<PoolTables & UserTables, "pools" | "clients" | "users">,
) {
  const { table, text, integer, instant, bytes, ascending, index, uniqueIndex, primaryKey } = columns;
  const { pools, clients } = parents;

  const messages = table(
    "messages",
    {
      id: ascending("id"),
      poolId: ofPool(columns, parents),
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
      poolId: ofPool(columns, parents),
      kind: text("kind").notNull(),
      id: text("id").notNull(),
      clientId: text("client_id").references(() => clients.id, { onDelete: "cascade" }),
      sub: text("sub"),
      uniqueKey: text("unique_key"),
      sealed: bytes("sealed").notNull(),
      ...lifetime(columns),
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
      ofUser(columns, parents, document),
    ],
  );

  return { messages, invocations, documents };
}
