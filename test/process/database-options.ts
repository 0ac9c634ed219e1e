import { freshDatabase } from "../support/databases.ts";
import type { RunOptions } from "../support/process.ts";

export const kinds = ["sqlite", "postgres"] as const;

/** What starts services on one empty database, which goes after the tests around. Call it where hooks may be set. */
export async function databaseOptions(
  kind: (typeof kinds)[number],
): Promise<Required<Pick<RunOptions, "flags" | "environment">>> {
  const database = await freshDatabase[kind]();
  const environment = { POOLHOUSE_SECRET: "a secret that only the tests know" };
  return { flags: { database: database.kind === "sqlite" ? database.file : database.url }, environment };
}
