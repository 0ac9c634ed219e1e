import type { PgTable } from "drizzle-orm/pg-core";
import type { Connection } from "./connection.ts";
import { preparedInsert } from "./prepared-insert.ts";
import { StoreError, withoutStatement } from "./store-error.ts";

interface Waiting<Row> {
  readonly row: Row;
  resolve(): void;
  reject(error: unknown): void;
}

/** Rows in one statement. */
const most = 16;

/**
 * An insert of whole rows of which many come at once. Those that come while others are written go together after them: in
 * one statement, and one flush of the database's log. Each call ends as its own row does.
 */
export function gatheredInsert<Table extends PgTable>(
  connection: Connection,
  table: Table,
): (row: Table["$inferSelect"]) => Promise<void> {
  type Row = Table["$inferSelect"];
  const inserts = Array.from({ length: most }, (_, before) => preparedInsert(connection.queries, table, before + 1));
  const insert = (...rows: Row[]) => inserts[rows.length - 1]!(rows);
  const waiting: Waiting<Row>[] = [];
  let isWriting = false;

  async function writeAll(): Promise<void> {
    isWriting = true;
    while (waiting.length > 0) {
      const together = waiting.splice(0, most);
      try {
        await insert(...together.map(({ row }) => row));
        for (const { resolve } of together) resolve();
      } catch (error) {
        // Which of the rows was refused, each finds out by itself. Of a database that failed nothing more is known.
        const isOfRow = together.length > 1 && !(withoutStatement(error) instanceof StoreError);
        for (const { row, resolve, reject } of together) isOfRow ? insert(row).then(resolve, reject) : reject(error);
      }
    }
    isWriting = false;
  }

  return (row) => {
    if (connection.inTransaction) return insert(row);
    return new Promise((resolve, reject) => {
      waiting.push({ row, resolve, reject });
      if (!isWriting) void writeAll();
    });
  };
}
