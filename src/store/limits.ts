import { eq } from "drizzle-orm";
import type { LimitStore } from "../domain/limit/limit-store.ts";
import { cached } from "./cached.ts";
import type { Connection } from "./connection.ts";
import type { ServiceStates } from "./service-state.ts";

export function limitStore({ connection, state }: { connection: Connection; state: ServiceStates }): LimitStore {
  const { queries, tables } = connection;
  const { category, perSecond } = tables.limits;

  async function read(name: string): Promise<{ perSecond?: number }> {
    const [row] = await queries.select({ perSecond }).from(tables.limits).where(eq(category, name));
    return row ?? {};
  }
  const cachedLimit = cached(read, { connection, state });

  return {
    get: async (name) => (await cachedLimit(name))?.perSecond,

    set: (name, value) =>
      state.withNewEpoch(async () => {
        await queries
          .insert(tables.limits)
          .values({ category: name, perSecond: value })
          .onConflictDoUpdate({ target: category, set: { perSecond: value } });
      }),
  };
}
