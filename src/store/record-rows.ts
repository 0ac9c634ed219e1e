import { desc, eq, gt, lte, type SQL } from "drizzle-orm";
import type { PgColumn, PgTable } from "drizzle-orm/pg-core";
import type { Connection } from "./connection.ts";

/** Tables of what happened, whose rows are numbered in the order in which they came: messages, invocations. */
type Records = PgTable & { readonly id: PgColumn; readonly at: PgColumn };

/** Deletes all but the newest `kept` rows. */
export async function keepNewest(
  { queries }: Pick<Connection, "queries">,
  records: Records,
  kept: number,
): Promise<void> {
  const { id } = records;
  const [newestToGo] = await queries.select({ id }).from(records).orderBy(desc(id)).limit(1).offset(kept);
  if (newestToGo) await queries.delete(records).where(lte(id, newestToGo.id));
}

/** Those that came after a row, or a time; all of them where neither is named. */
export function cameAfter({ id, at }: Records, after?: { id: string } | { at: Date }): SQL | undefined {
  return after && ("id" in after ? gt(id, numberOf(after.id)) : gt(at, after.at));
}

/** Those with this value; all of them where there is none to look for. */
export const equals = (column: PgColumn, value: string | undefined): SQL | undefined =>
  value === undefined ? undefined : eq(column, value);

/** There is none of an id that was never given, and none comes after it. */
export function numberOf(id: string): number {
  const number = Number(id);
  return Number.isSafeInteger(number) ? number : Number.MAX_SAFE_INTEGER;
}
