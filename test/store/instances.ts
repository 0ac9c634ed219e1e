import { afterAll, describe } from "vitest";
import { machineClock } from "../../src/clock.ts";
import { createSealer } from "../../src/crypto/seal.ts";
import type { Database } from "../../src/domain/stores.ts";
import { machineRandom } from "../../src/random.ts";
import { type DatabaseConfig, openDatabase } from "../../src/store/index.ts";
import { freshDatabase } from "../support/databases.ts";

export interface Instances {
  readonly database: Database;
  /** A second instance of the service on the same database. SQLite has one at a time: there it is the first again. */
  readonly other: Database;
  readonly config: DatabaseConfig;
}

export const partsWith = (secret: string) => ({
  sealer: createSealer(secret, machineRandom),
  clock: machineClock(),
  random: machineRandom,
});

export const secret = "a secret that only the tests know";
export const open = (config: DatabaseConfig): Promise<Database> => openDatabase(config, partsWith(secret));

/** Runs the same tests on a SQLite file, on SQLite in memory and on PostgreSQL, each empty at first. */
export function onEveryDatabase(name: string, tests: (instances: Instances) => void): void {
  describe.each(["sqlite", "memory", "postgres"] as const)(`${name} (%s)`, async (kind) => {
    const config = await freshDatabase[kind]();
    const database = await open(config);
    const other = kind === "postgres" ? await open(config) : database;
    afterAll(async () => {
      await database.close();
      await other.close();
    });
    tests({ database, other, config });
  });
}
