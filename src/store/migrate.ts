import { eq } from "drizzle-orm";
import { readMigrationFiles } from "drizzle-orm/migrator";
import type { Driver, Run } from "./database.ts";
import { UnusableDatabase } from "./unusable-database.ts";

/**
 * Brings the database to the shape that this version knows, and makes sure that it is sealed with this secret.
 * Instances that start at the same time go one after the other. Throws UnusableDatabase.
 */
export function migrate(
  driver: Driver,
  { folder, fingerprint }: { folder: string; fingerprint: string },
): Promise<void> {
  return driver.migration(async (run) => {
    await applyMigrations(driver, run, folder);
    const { service } = driver.tables;
    const queries = driver.queries(run);
    await queries.insert(service).values({ id: 1, epoch: 0, clockOffsetMs: 0, fingerprint }).onConflictDoNothing();
    const [row] = await queries.select({ fingerprint: service.fingerprint }).from(service).where(eq(service.id, 1));
    if (row?.fingerprint !== fingerprint) {
      throw new UnusableDatabase(
        `The database ${driver.label} was sealed with another secret: start with the one that it was made with.`,
      );
    }
  });
}

/** Applies what the table of applied migrations does not name yet. */
async function applyMigrations(driver: Driver, run: Run, folder: string): Promise<void> {
  await run("create table if not exists migrations (number integer primary key, hash text not null)", []);
  const applied = await run("select hash from migrations order by number", []);
  const known = readMigrationFiles({ migrationsFolder: folder });
  const unknown = applied.findIndex(([hash], number) => hash !== known[number]?.hash);
  if (unknown >= 0) {
    throw new UnusableDatabase(
      `The database ${driver.label} was written by another version of Poolhouse: this one does not know its migration ${unknown}.`,
    );
  }
  for (const [number, { sql, hash }] of known.entries()) {
    if (number < applied.length) continue;
    for (const statement of sql) await run(statement, []);
    await run(`insert into migrations (number, hash) values (${number}, '${hash}')`, []);
  }
}
