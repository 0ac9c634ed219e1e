import { drizzle } from "drizzle-orm/pg-proxy";
import pg from "pg";
import type { Driver, Queries, Run } from "./database.ts";
import { Mutex } from "./mutex.ts";
import { isLoss, openReader } from "./postgres-reader.ts";
import * as tables from "./schema.postgres.ts";
import { refusal } from "./store-error.ts";
import { UnusableDatabase } from "./unusable-database.ts";

/** "Poolhouse", as a number: the advisory lock under which one instance at a time changes tables. */
const migrationLock = 0x706f6f6c;
const connections = 10;
const statementsKept = 500;

/** Opens a pool of connections to the PostgreSQL at `url`. Connects when it is first used. Throws UnusableDatabase. */
export function openPostgres(url: string): Driver {
  const settings = {
    connectionString: url,
    application_name: "poolhouse",
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
  };
  const reader = openReader(settings);
  const pool = new pg.Pool({ ...settings, max: connections, idleTimeoutMillis: 60_000 });
  // A connection that breaks reports it here as well as to the statement that uses it. The statement's error is enough,
  // and the pool opens another; without listeners the process would end.
  const unheard = () => {};
  pool.on("error", unheard);
  pool.on("connect", (client) => client.on("error", unheard));

  const names = new Map<string, string>();
  /** A statement with a name is parsed once by each connection. */
  function nameOf(text: string): string | undefined {
    const known = names.get(text);
    if (known || names.size >= statementsKept) return known;
    const name = `poolhouse_${names.size}`;
    names.set(text, name);
    return name;
  }

  const queryOf = (text: string, parameters: readonly unknown[]) => {
    const values = parameters.map(storable);
    return { text, values, name: nameOf(text), rowMode: "array" as const };
  };

  async function read(text: string, parameters: readonly unknown[]): Promise<unknown[][]> {
    return reader.read(queryOf(text, parameters)).catch((error) => {
      throw translated(error);
    });
  }

  async function connected<T>(work: (run: Run) => Promise<T>): Promise<T> {
    const client = await pool.connect().catch((error) => {
      throw translated(error);
    });
    let broken = false;
    try {
      return await work(async (text, parameters) => {
        const { rows } = await client.query<unknown[]>(queryOf(text, parameters)).catch((error) => {
          broken ||= isLoss(error);
          throw translated(error);
        });
        return rows;
      });
    } finally {
      client.release(broken);
    }
  }

  const transaction = <T>(work: (run: Run) => Promise<T>): Promise<T> =>
    connected(async (run) => {
      const mutex = new Mutex();
      await run("begin isolation level read committed", []);
      try {
        const result = await work((text, parameters) => mutex.hold(() => run(text, parameters)));
        await run("commit", []);
        return result;
      } catch (error) {
        // On a broken connection this fails too; the server rolls back when it is gone.
        await run("rollback", []).catch(() => {});
        throw error;
      }
    });

  return {
    label: labelOf(url),
    tables,
    queries: (run) =>
      drizzle(async (text, parameters) => ({ rows: await run(text, parameters) })) as unknown as Queries,
    // Drizzle's selects lock nothing (see Queries), so all that they do is read.
    run: (text, parameters) =>
      text.startsWith("select ") ? read(text, parameters) : connected((run) => run(text, parameters)),
    transaction,
    migration: (work) =>
      transaction(async (run) => {
        await run(`select pg_advisory_xact_lock(${migrationLock})`, []);
        return work(run);
      }),
    analyze: (names) => connected(async (run) => void (await run(`analyze ${names.join(", ")}`, []))),
    close: async () => void (await Promise.all([pool.end(), reader.close()])),
  };
}

function labelOf(url: string): string {
  if (!URL.canParse(url)) throw new UnusableDatabase("The address of the PostgreSQL database is not a valid URL.");
  const { host, pathname } = new URL(url);
  return `postgres://${host}${pathname}`;
}

/** PostgreSQL's text cannot hold NUL. In JSON it is escaped anyway; elsewhere nobody needs it. */
const storable = (parameter: unknown): unknown =>
  typeof parameter === "string" && parameter.includes("\0") ? parameter.replaceAll("\0", "\uFFFD") : parameter;

const constraints: Record<string, "unique" | "parent"> = { 23505: "unique", 23503: "parent" };

function translated(error: unknown): Error {
  const { code, table } = error as Partial<pg.DatabaseError>;
  return refusal(constraints[code ?? ""], code ?? "CONNECTION", table);
}
