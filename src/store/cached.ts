import type { ServiceStateStore } from "../domain/service/service-state.ts";
import type { Connection } from "./connection.ts";

const kept = 1000;

/**
 * `load`, kept in memory under the service's epoch: a new epoch empties the cache, and what was being read when it came
 * is not kept. A transaction reads past it, because what it sees may never be committed. Of more than 1,000 values the
 * one that was not asked for longest goes.
 */
export function cached<Value>(
  load: (id: string) => Promise<Value | undefined>,
  { connection, state }: { connection: Connection; state: Pick<ServiceStateStore, "current"> },
): (id: string) => Promise<Value | undefined> {
  const values = new Map<string, Value>();
  let epochOfValues = state.current.epoch;

  function keep(id: string, value: Value): Value {
    values.delete(id);
    values.set(id, value);
    const [oldest] = values.keys();
    if (values.size > kept) values.delete(oldest!);
    return value;
  }

  return async (id) => {
    if (connection.inTransaction) return load(id);
    const { epoch } = state.current;
    if (epoch !== epochOfValues) {
      values.clear();
      epochOfValues = epoch;
    }
    const known = values.get(id);
    if (known !== undefined) return keep(id, known);
    const value = await load(id);
    return value !== undefined && state.current.epoch === epoch ? keep(id, value) : value;
  };
}
