import type { Clock } from "../../clock.ts";

/** Answers of a function, kept for as long as its authorizer says. Bounded: what was kept first makes room. */
export interface Remembered<Value> {
  get(key: string): Value | undefined;
  keep(key: string, value: Value): void;
}

const mostKept = 1_000;

/** `life` in milliseconds; 0 keeps nothing. */
export function remembered<Value>(clock: Pick<Clock, "machineNow">, life: number): Remembered<Value> {
  const kept = new Map<string, { readonly value: Value; readonly until: number }>();
  const now = () => clock.machineNow().getTime();
  return {
    get(key) {
      const found = kept.get(key);
      return found && found.until > now() ? found.value : undefined;
    },
    keep(key, value) {
      if (life === 0) return;
      kept.delete(key);
      kept.set(key, { value, until: now() + life });
      const [first] = kept.keys();
      if (kept.size > mostKept && first !== undefined) kept.delete(first);
    },
  };
}
