import { closeSync, mkdirSync, openSync } from "node:fs";
import { dirname } from "node:path";
import Sqlite from "better-sqlite3";
import { drizzle } from "drizzle-orm/sqlite-proxy";
import type { Driver, Queries, Run } from "./database.ts";
import { Mutex } from "./mutex.ts";
import * as tables from "./schema.sqlite.ts";
import { refusal } from "./store-error.ts";

const memory = ":memory:";
const statementsKept = 500;

/**
 * Opens a SQLite file, which is made when it is not there, readable by its owner alone; or a database in memory.
 *
 * Every statement waits for the mutex, because there is one connection: without it a write would join, and vanish
 * with, a transaction that another request has open at that moment.
 */
export function openSqlite(file: string): Driver {
  if (file !== memory) createFile(file);
  const connection = new Sqlite(file);
  connection.pragma("journal_mode = WAL");
  connection.pragma("synchronous = NORMAL");
  connection.pragma("foreign_keys = ON");
  // In KB. The operating system keeps the rest of the file at hand as well, and takes the memory back when it is needed.
  connection.pragma("cache_size = -4096");
  const statements = new Map<string, Sqlite.Statement>();
  const mutex = new Mutex();

  function prepare(text: string): Sqlite.Statement {
    const known = statements.get(text);
    if (known) return known;
    if (statements.size >= statementsKept) statements.clear();
    const statement = connection.prepare(plannedOnce(text));
    if (statement.reader) statement.raw();
    statements.set(text, statement);
    return statement;
  }

  const run: Run = async (text, parameters) => {
    try {
      const statement = prepare(text);
      if (statement.reader) return statement.all(...parameters) as unknown[][];
      statement.run(...parameters);
      return [];
    } catch (error) {
      throw translated(error);
    }
  };

  async function transaction<T>(work: (run: Run) => Promise<T>): Promise<T> {
    await run("begin immediate", []);
    try {
      const result = await work(run);
      await run("commit", []);
      return result;
    } finally {
      // Not only when `work` throws: a commit can fail too.
      if (connection.inTransaction) await run("rollback", []);
    }
  }

  return {
    label: file,
    tables: tables as unknown as Driver["tables"],
    queries: (run) =>
      drizzle(async (text, parameters) => ({ rows: await run(text, parameters) })) as unknown as Queries,
    run: (text, parameters) => mutex.hold(() => run(text, parameters)),
    transaction: (work) => mutex.hold(() => transaction(work)),
    migration: (work) =>
      mutex.hold(async () => {
        // Rebuilding a table drops the old one, and what hangs on it would go along.
        connection.pragma("foreign_keys = OFF");
        const result = await transaction(work);
        connection.pragma("foreign_keys = ON");
        return result;
      }),
    close: () =>
      mutex.hold(() => {
        connection.close();
      }),
  };
}

/**
 * A statement that is planned once. SQLite looks at a parameter that stands by itself in a condition or a
 * limit, in case 0 or 1 asks for another plan, and then plans anew for each run, which takes several times as long as the
 * run. It does not look into `likely`, which leaves its value as it is.
 */
const plannedOnce = (text: string): string =>
  text.replace(/"[^"]*"|'[^']*'|\?/g, (part) => (part === "?" ? "likely(?)" : part));

function createFile(file: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  closeSync(openSync(file, "a", 0o600));
}

function translated(error: unknown): unknown {
  if (!(error instanceof Sqlite.SqliteError)) return error;
  const [, table] = /constraint failed: (\w+)\./.exec(error.message) ?? [];
  if (error.code === "SQLITE_CONSTRAINT_FOREIGNKEY") return refusal("parent", error.code);
  const unique = error.code === "SQLITE_CONSTRAINT_PRIMARYKEY" || error.code === "SQLITE_CONSTRAINT_UNIQUE";
  return refusal(unique ? "unique" : undefined, error.code, table);
}
