import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, inject } from "vitest";
import { machineRandom } from "../../src/random.ts";
import type { DatabaseConfig } from "../../src/store/index.ts";

type Config<Kind extends DatabaseConfig["kind"]> = Extract<DatabaseConfig, { kind: Kind }>;

/**
 * Makes an empty database of a kind, which goes when the tests around are done. To be called where hooks may be set:
 * in a test file, or in a `describe`, which may be async.
 */
export const freshDatabase = {
  memory: async (): Promise<Config<"memory">> => ({ kind: "memory" }),

  async sqlite(): Promise<Config<"sqlite">> {
    const folder = mkdtempSync(join(tmpdir(), "poolhouse-sqlite-"));
    afterAll(() => rmSync(folder, { recursive: true }));
    return { kind: "sqlite", file: join(folder, "data", "poolhouse.db") };
  },

  /** On the one server of this run of the tests. */
  async postgres(): Promise<Config<"postgres">> {
    const name = `test_${machineRandom.bytes(8).toString("hex")}`;
    afterAll(() => asSuperuser(`drop database if exists ${name} with (force)`));
    await asSuperuser(`create database ${name}`);
    const url = new URL(inject("postgresUrl"));
    url.pathname = name;
    return { kind: "postgres", url: url.href };
  },
};

async function asSuperuser(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject("postgresUrl") });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
