import { eq, sql } from "drizzle-orm";
import type { ServiceState, ServiceStateStore } from "../domain/service/service-state.ts";
import type { Connection } from "./connection.ts";
import { sharedRead } from "./shared-read.ts";

export interface ServiceStates extends ServiceStateStore {
  /** Runs a write of something that is cached, in one transaction with a new epoch. */
  withNewEpoch<T>(write: () => Promise<T>): Promise<T>;
}

/** The service's one row. Its epoch moves with every change of it, so of two states the one with the higher is newer. */
export async function openServiceState(connection: Connection): Promise<ServiceStates> {
  const { queries, tables } = connection;
  const { service } = tables;
  const columns = { epoch: service.epoch, clockOffsetMs: service.clockOffsetMs, publicUrl: service.publicUrl };
  const theRow = eq(service.id, 1);
  const select = queries.select(columns).from(service).where(theRow).prepare("service_state");

  async function read(): Promise<ServiceState> {
    const [row] = await select.execute();
    return stateOf(row!);
  }

  let current = await read();
  function learn(state: ServiceState): ServiceState {
    // A read may have begun before a change and ended after it.
    if (state.epoch > current.epoch) current = state;
    return state;
  }
  const refresh = sharedRead(async () => {
    learn(await read());
    return current;
  });

  async function move(change: { clockOffsetMs?: number; publicUrl?: string | null }): Promise<ServiceState> {
    const epoch = sql`${service.epoch} + 1`;
    const [row] = await queries
      .update(service)
      .set({ ...change, epoch })
      .where(theRow)
      .returning(columns);
    const state = stateOf(row!);
    connection.afterCommit(() => learn(state));
    return state;
  }

  return {
    get current() {
      return current;
    },
    // What a transaction has not committed yet is nobody else's.
    refresh: () => (connection.inTransaction ? read() : refresh()),
    update: ({ clockOffsetMs, publicUrl }) => move({ clockOffsetMs, publicUrl }),
    withNewEpoch: (write) =>
      connection.transaction(async () => {
        // First, so that writers queue here instead of meeting in a deadlock later.
        await move({});
        return write();
      }),
  };
}

const stateOf = (row: { epoch: number; clockOffsetMs: number; publicUrl: string | null }): ServiceState => ({
  epoch: row.epoch,
  clockOffsetMs: row.clockOffsetMs,
  publicUrl: row.publicUrl ?? undefined,
});
