import { setTimeout as wait } from "node:timers/promises";

/** Keys kept at hand, because making one takes long. */
export interface KeyReserve<Key> {
  /** A key of the reserve, made or in the making; a fresh one when there is none. Begins to refill. */
  take(): Promise<Key>;
  /** Begins to fill, without waiting for it: with two keys side by side, for a pool that is made right after. */
  warm(): void;
  /** Makes no more keys ahead. */
  stop(): void;
}

/**
 * A reserve of up to `size` keys from `generate`. It makes nothing before the first `take` or `warm`. It refills one key
 * at a time with a pause before each, in milliseconds, because what is asked for now goes before what may be asked for
 * later. A process that has nothing else to do exits once the key in hand is made.
 */
export function keyReserve<Key>(size: number, generate: () => Promise<Key>, pause = 0): KeyReserve<Key> {
  const keys: Promise<Key>[] = [];
  let filling = false;
  let stopped = false;

  function makeAhead(): Promise<unknown> {
    const key = generate();
    keys.push(key);
    // Whoever has taken it meets the failure; if nobody has, it leaves the reserve.
    return key.catch(() => keys.includes(key) && keys.splice(keys.indexOf(key), 1));
  }

  async function refill(): Promise<void> {
    if (filling) return;
    filling = true;
    while (keys.length < size && !stopped) {
      await wait(pause, undefined, { ref: false });
      if (!stopped) await makeAhead();
    }
    filling = false;
  }

  return {
    warm: () => {
      if (filling || keys.length > 0) return;
      const first = Array.from({ length: Math.min(2, size) }, makeAhead);
      void Promise.all(first).then(refill);
    },
    take: () => {
      const key = keys.shift() ?? generate();
      void refill();
      return key;
    },
    stop: () => {
      stopped = true;
    },
  };
}
