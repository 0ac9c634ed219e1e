import { setTimeout } from "node:timers/promises";
import type { Clock } from "../clock.ts";
import { fail } from "../errors.ts";
import type { Random } from "../random.ts";

/** An attempt gives this when another writer was faster and it should be made anew. */
export const contended = Symbol("contended");

const longestPauseMs = 50;
const patienceMs = 2000;

export interface Contention {
  readonly clock: Pick<Clock, "machineNow">;
  readonly random: Pick<Random, "integer">;
}

/**
 * Attempts until one is not beaten by another writer, with a pause of chance length in between.
 * Throws TooManyRequestsException when that takes longer than two seconds; but not before a second attempt, for the first
 * may have taken as long until PostgreSQL saw that it was in a deadlock.
 */
export async function persist<T>({ clock, random }: Contention, attempt: () => Promise<T | typeof contended>) {
  const deadline = clock.machineNow().getTime() + patienceMs;
  for (let attempts = 1; ; attempts++) {
    const result = await attempt();
    if (result !== contended) return result;
    if (attempts > 1 && clock.machineNow().getTime() >= deadline) {
      fail("TooManyRequestsException", undefined, `other writers were faster for ${patienceMs} ms`);
    }
    await setTimeout(random.integer(longestPauseMs + 1));
  }
}

export interface Versioned<Value> {
  readonly value: Value;
  readonly version: number;
}

/** A change of one row. */
export interface Swap<Value> {
  read(): Promise<Versioned<Value> | undefined>;
  /** Pure: it may run twice. */
  change(value: Value): Value;
  /** True when the row had that version. */
  write(after: Value, before: Versioned<Value>): Promise<boolean>;
}

/**
 * Applies a pure change to what `read` gives and writes it if the version is still the one that was read;
 * else does it all again. Undefined when there is nothing to change.
 */
export function compareAndSwap<Value>(
  contention: Contention,
  { read, change, write }: Swap<Value>,
): Promise<Value | undefined> {
  return persist(contention, async () => {
    const before = await read();
    if (!before) return undefined;
    const after = change(before.value);
    return (await write(after, before)) ? after : contended;
  });
}
