import { getTableColumns, getTableName, sql } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import type { Queries } from "./database.ts";

/** An insert of `count` whole rows in one statement, which is built when it is first used. */
export function preparedInsert<Table extends PgTable>(
  queries: Queries,
  table: Table,
  count = 1,
): (rows: readonly Table["$inferSelect"][]) => Promise<void> {
  const names = Object.keys(getTableColumns(table));
  const prepare = () => {
    const placeholders = Array.from({ length: count }, (_, row) =>
      Object.fromEntries(names.map((name) => [name, sql.placeholder(`${name}${row}`)])),
    );
    return queries
      .insert(table)
      .values(placeholders as Table["$inferInsert"][])
      .prepare(`${getTableName(table)}_insert_${count}`);
  };
  let insert: ReturnType<typeof prepare> | undefined;
  return async (rows) => {
    insert ??= prepare();
    const values = rows.flatMap((row, index) => names.map((name) => [`${name}${index}`, row[name]] as const));
    await insert.execute(Object.fromEntries(values));
  };
}
