import { type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import type { Columns } from "../columns.ts";

/** When a row was made, and changed last. */
export const lifetime = ({ instant }: Columns) => ({
  createdAt: instant("created_at").notNull(),
  modifiedAt: instant("modified_at").notNull(),
});

export const present = (column: PgColumn): SQL => sql`${column} is not null`;

/** The column of a row that hangs on a pool. */
export const ofPool = ({ text }: Columns, { pools }: { readonly pools: { readonly id: PgColumn } }) =>
  text("pool_id")
    .notNull()
    .references(() => pools.id, { onDelete: "cascade" });

/** Has a row hang on a user. */
export const ofUser = <Child extends { poolId: PgColumn; sub: PgColumn }>(
  { foreignKey }: Columns,
  { users }: { readonly users: { readonly poolId: PgColumn; readonly sub: PgColumn } },
  child: Child,
) => foreignKey({ columns: [child.poolId, child.sub], foreignColumns: [users.poolId, users.sub] }).onDelete("cascade");
