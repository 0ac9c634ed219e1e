import Sqlite from "better-sqlite3";
import pg from "pg";
import type { DatabaseConfig } from "../../src/store/index.ts";

/** Runs a statement past the store, as somebody could who has the database. Gives the rows as arrays. */
export async function runBesideTheStore(config: DatabaseConfig, statement: string): Promise<unknown[][]> {
  if (config.kind === "memory") throw new Error("nobody else has a database in memory");
  if (config.kind === "sqlite") {
    const connection = new Sqlite(config.file);
    try {
      const prepared = connection.prepare(statement);
      if (prepared.reader) return prepared.raw().all() as unknown[][];
      prepared.run();
      return [];
    } finally {
      connection.close();
    }
  }
  const client = new pg.Client({ connectionString: config.url });
  await client.connect();
  try {
    return (await client.query<unknown[]>({ text: statement, rowMode: "array" })).rows;
  } finally {
    await client.end();
  }
}
