import * as pg from "drizzle-orm/pg-core";
import * as lite from "drizzle-orm/sqlite-core";

/** Held as JSON text in both dialects: jsonb would reorder the keys. */
const json = { toDriver: JSON.stringify, fromDriver: JSON.parse };

/** Held as milliseconds since 1970 in both: no session's time zone or date style can touch them. */
const instant = {
  toDriver: (at: Date | null) => at?.getTime() ?? null,
  fromDriver: (milliseconds: number | string | null) => new Date(Number(milliseconds)),
};

/** PostgreSQL's columns. Text sorts and ranges by its bytes, as SQLite's does, whatever the server's locale. */
export const postgresColumns = {
  table: pg.pgTable,
  text: pg.customType<{ data: string }>({ dataType: () => 'text collate "C"' }),
  integer: (name: string) => pg.bigint(name, { mode: "number" }),
  boolean: (name: string) => pg.boolean(name),
  json: pg.customType<{ data: unknown; driverData: string }>({ ...json, dataType: () => "text" }),
  instant: pg.customType<{ data: Date; driverData: number | string | null }>({ ...instant, dataType: () => "bigint" }),
  bytes: pg.customType<{ data: Buffer }>({ dataType: () => "bytea" }),
  ascending: (name: string) => pg.bigint(name, { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
  index: pg.index,
  uniqueIndex: pg.uniqueIndex,
  primaryKey: pg.primaryKey,
  foreignKey: pg.foreignKey,
};

export type Columns = typeof postgresColumns;

/** SQLite's, by the same names and for the same values; hence the one cast, and a schema typed as PostgreSQL's. */
export const sqliteColumns = {
  table: lite.sqliteTable,
  text: (name: string) => lite.text(name),
  integer: (name: string) => lite.integer(name),
  boolean: (name: string) => lite.integer(name, { mode: "boolean" }),
  json: lite.customType<{ data: unknown; driverData: string }>({ ...json, dataType: () => "text" }),
  instant: lite.customType<{ data: Date; driverData: number | string | null }>({
    ...instant,
    dataType: () => "integer",
  }),
  bytes: lite.customType<{ data: Buffer }>({ dataType: () => "blob" }),
  // Without AUTOINCREMENT the number of a last row that was deleted would be given once more.
  ascending: (name: string) => lite.integer(name).primaryKey({ autoIncrement: true }),
  index: lite.index,
  uniqueIndex: lite.uniqueIndex,
  primaryKey: lite.primaryKey,
  foreignKey: lite.foreignKey,
} as unknown as Columns;
