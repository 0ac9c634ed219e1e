import { and, asc, eq } from "drizzle-orm";
import type { Sealer } from "../crypto/seal.ts";
import type { Invocation, RecordedInvocation } from "../domain/invocation/invocation.ts";
import type { InvocationStore } from "../domain/invocation/invocation-store.ts";
import type { Connection } from "./connection.ts";
import { cameAfter, equals, keepNewest, numberOf } from "./record-rows.ts";
import type { Schema } from "./schema.ts";
import { sealedJson } from "./sealed-json.ts";

const kept = 1_000;
const trimmedEvery = 50;

/** What the function was given, answered and wrote: there are passwords and codes in it, and names that are not ours. */
type Content = Pick<Invocation, "arn" | "event" | "attempts">;
type Row = Schema["invocations"]["$inferSelect"];

export function invocationStore(connection: Connection, sealer: Sealer): InvocationStore {
  const { queries } = connection;
  const { invocations } = connection.tables;
  const { id, key, poolId, functionName, triggerSource, sealed, at } = invocations;
  const columns = { id, key, poolId, functionName, triggerSource, sealed, at };
  // As one text, in which no member is taken for a time of the store's.
  const texts = sealedJson<string, { key: string }>(sealer, (row) => `invocation/${row.key}`);
  const seal = (row: { key: string }, content: Content) => texts.seal(row, JSON.stringify(content));

  const recorded = ({ sealed, poolId, triggerSource, ...row }: Row): RecordedInvocation => ({
    ...(JSON.parse(texts.open(row, sealed)) as Content),
    key: row.key,
    functionName: row.functionName,
    userPoolId: poolId ?? undefined,
    triggerSource: triggerSource ?? undefined,
    id: String(row.id),
    at: row.at,
  });

  async function one(column: typeof id | typeof key, value: number | string): Promise<RecordedInvocation | undefined> {
    const [row] = await queries.select(columns).from(invocations).where(eq(column, value));
    return row && recorded(row);
  }

  return {
    async add({ userPoolId, arn, event, attempts, ...named }, at) {
      const sealed = seal(named, { arn, event, attempts });
      const [row] = await queries
        .insert(invocations)
        .values({ ...named, poolId: userPoolId, sealed, at })
        .onConflictDoNothing()
        .returning({ id });
      if (row) {
        if (row.id % trimmedEvery === 0) await keepNewest(connection, invocations, kept);
        return;
      }
      const first = await one(key, named.key);
      if (!first) return;
      const all = seal(named, { arn, event: first.event, attempts: [...first.attempts, ...attempts] });
      await queries.update(invocations).set({ sealed: all }).where(eq(key, named.key));
    },

    async list(filter) {
      const rows = await queries
        .select(columns)
        .from(invocations)
        .where(
          and(
            equals(poolId, filter.userPoolId),
            equals(functionName, filter.functionName),
            equals(triggerSource, filter.triggerSource),
            cameAfter(invocations, filter.after),
          ),
        )
        .orderBy(asc(id));
      return rows.map(recorded);
    },

    get: (named) => one(id, numberOf(named)),
    byKey: (named) => one(key, named),

    async delete({ userPoolId }) {
      await queries.delete(invocations).where(equals(poolId, userPoolId));
    },
  };
}
