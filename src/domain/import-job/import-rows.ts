import type { Pool } from "../pool/pool.ts";
import type { Stores } from "../stores.ts";
import { namingAttributes } from "../user/identifiers.ts";
import type { User } from "../user/user.ts";
import type { Row } from "./imported-user.ts";

/** One line of the file, read. */
export interface Numbered {
  readonly line: number;
  readonly row: Row;
}

/** What became of a line, and why. */
export interface Outcome {
  readonly line: number;
  readonly result: "SUCCEEDED" | "SKIPPED" | "FAILED";
  readonly reason: string;
}

/** In AWS's words ("Viewing the user pool import results"). They name no user. */
export const logLine = ({ line, result, reason }: Outcome): string => `[${result}] Line Number ${line} - ${reason}\n`;

/** Stores the users of some rows; to be called in a transaction. Throws AlreadyThere when a name was taken meanwhile. */
export async function importRows({ users }: Stores, pool: Pool, rows: readonly Numbered[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const { line, row } of rows) {
    if ("failure" in row) {
      outcomes.push({ line, result: "FAILED", reason: row.failure });
      continue;
    }
    const taken = await takenBy({ users }, pool, row.user);
    if (taken) {
      outcomes.push({ line, ...taken });
      continue;
    }
    await users.insert(pool, row.user);
    outcomes.push({ line, result: "SUCCEEDED", reason: "The import succeeded." });
  }
  return outcomes;
}

async function takenBy(
  { users }: Pick<Stores, "users">,
  pool: Pool,
  user: User,
): Promise<Pick<Outcome, "result" | "reason"> | undefined> {
  const there = { result: "SKIPPED", reason: "The user already exists." } as const;
  if (await users.find(pool, user.username)) return there;
  for (const attribute of namingAttributes(pool, user)) {
    const other = await users.find(pool, user.attributes[attribute] as string);
    if (!other) continue;
    const isSignInName = user.username === user.sub;
    return isSignInName ? there : { result: "FAILED", reason: `An account with the ${attribute} already exists.` };
  }
  return undefined;
}
