import { foldCase, type Pool, usernameAttributes } from "../pool/pool.ts";
import type { Stores } from "../stores.ts";
import { identifiersOf, namingAttributes } from "../user/identifiers.ts";
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
  const described = rows.flatMap(({ row }) => ("user" in row ? [row.user] : []));
  const taken = await users.taken(
    pool,
    described.flatMap((user) => identifiersOf(pool, user)),
  );
  const accepted: User[] = [];
  const outcomes = rows.map(({ line, row }): Outcome => {
    if ("failure" in row) return { line, result: "FAILED", reason: row.failure };
    const refusal = refusalOf(pool, row.user, taken);
    if (refusal) return { line, ...refusal };
    // For the rows after it.
    for (const name of identifiersOf(pool, row.user)) taken.add(name);
    accepted.push(row.user);
    return { line, result: "SUCCEEDED", reason: "The import succeeded." };
  });
  await users.insertAll(pool, accepted);
  return outcomes;
}

function refusalOf(pool: Pool, user: User, taken: ReadonlySet<string>): Pick<Outcome, "result" | "reason"> | undefined {
  const alias = namingAttributes(pool, user).find((name) => taken.has(foldCase(pool, user.attributes[name] as string)));
  const isThere = taken.has(foldCase(pool, user.username)) || (alias && usernameAttributes(pool).length > 0);
  if (isThere) return { result: "SKIPPED", reason: "The user already exists." };
  return alias ? { result: "FAILED", reason: `An account with the ${alias} already exists.` } : undefined;
}
