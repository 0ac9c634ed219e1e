import { and, eq, lt, not, sql } from "drizzle-orm";
import type { SpentStore } from "../domain/authentication/spent-store.ts";
import type { Connection } from "./connection.ts";

export function spentStore({ queries, tables: { spent } }: Connection): SpentStore {
  const values = { id: sql.placeholder("id"), expiresAt: sql.placeholder("expiresAt") };
  // A row that is spent is left alone, and nothing returned.
  const spend = queries
    .insert(spent)
    .values({ ...values, spent: true, failures: 0 })
    .onConflictDoUpdate({ target: spent.id, set: { spent: true }, setWhere: not(spent.spent) })
    .returning({ id: spent.id })
    .prepare("spend");

  return {
    async spend(id, expiresAt) {
      const rows = await spend.execute({ id, expiresAt });
      return rows.length > 0;
    },

    async countFailure(id, expiresAt, bound) {
      const counted = sql`${spent.failures} + 1`;
      const [row] = await queries
        .insert(spent)
        .values({ id, expiresAt, failures: 1, spent: bound <= 1 })
        .onConflictDoUpdate({
          target: spent.id,
          set: { failures: counted, spent: sql`${counted} >= ${bound}` },
          setWhere: not(spent.spent),
        })
        .returning({ failures: spent.failures });
      return row?.failures;
    },

    async isSpent(id) {
      const rows = await queries
        .select({ id: spent.id })
        .from(spent)
        .where(and(eq(spent.id, id), spent.spent));
      return rows.length > 0;
    },

    async keepState(id, expiresAt, state) {
      await queries.insert(spent).values({ id, expiresAt, spent: false, failures: 0, state });
    },

    async stateOf(id) {
      const [row] = await queries.select({ state: spent.state }).from(spent).where(eq(spent.id, id));
      return row?.state ?? undefined;
    },

    async sweep(before) {
      await queries.delete(spent).where(lt(spent.expiresAt, before));
    },
  };
}
