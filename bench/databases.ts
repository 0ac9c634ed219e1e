import { join } from "node:path";
import type { DatabaseConfig } from "../src/store/index.ts";
import { temporaryFolder } from "./at-exit.ts";
import { startPostgres } from "./postgres.ts";

export type DatabaseKind = "sqlite" | "postgres";

/** An empty database, as the service's option takes it and as the store does. */
export interface EmptyDatabase {
  readonly option: string;
  readonly config: DatabaseConfig;
}

export interface Databases extends AsyncDisposable {
  readonly title: string;
  create(): Promise<EmptyDatabase>;
}

/** Makes ready one kind of database. All that was created goes when it is disposed of. */
export const openDatabases: Record<DatabaseKind, () => Promise<Databases>> = {
  async sqlite() {
    const folder = temporaryFolder();
    let created = 0;
    return {
      title: "SQLite",
      create: async () => {
        const file = join(folder.path, `${++created}.db`);
        return { option: file, config: { kind: "sqlite", file } };
      },
      [Symbol.asyncDispose]: async () => folder[Symbol.dispose](),
    };
  },

  async postgres() {
    const server = await startPostgres();
    return {
      title: "PostgreSQL",
      create: async () => {
        const url = await server.createDatabase();
        return { option: url, config: { kind: "postgres", url } };
      },
      [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
    };
  },
};
