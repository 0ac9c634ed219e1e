import { getTableColumns, getTableName, sql } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import type { Queries } from "./database.ts";

/** An insert of a whole row, built once. */
export function preparedInsert<Table extends PgTable>(
  queries: Queries,
  table: Table,
): (row: Table["$inferSelect"]) => Promise<void> {
  const names = Object.keys(getTableColumns(table));
  const placeholders = Object.fromEntries(names.map((name) => [name, sql.placeholder(name)]));
  const insert = queries
    .insert(table)
    .values(placeholders as Table["$inferInsert"])
    .prepare(`${getTableName(table)}_insert`);
  return async (row) => {
    await insert.execute(row);
  };
}
