import { setTimeout as wait } from "node:timers/promises";

/** Keys kept at hand, because making one takes long. */
export interface KeyReserve<Key> {
  /** A key of the reserve, or a fresh one when it is empty. Begins to refill. */
  take(): Promise<Key>;
  /** Begins to fill, without waiting for it. */
  warm(): void;
  /** Makes no more keys ahead. */
  stop(): void;
}

/**
 * A reserve of up to `size` keys from `generate`. It makes nothing before the first `take` or `warm`, and then one at a
 * time with a pause before each, in milliseconds, so that what is asked for now goes before what may be asked for later.
 * A process that has nothing else to do exits once the key in hand is made.
 */
export function keyReserve<Key>(size: number, generate: () => Promise<Key>, pause = 0): KeyReserve<Key> {
  const ready: Key[] = [];
  let filling = false;
  let stopped = false;

  async function fill(): Promise<void> {
    while (ready.length < size && !stopped) {
      await wait(pause, undefined, { ref: false });
      if (!stopped) ready.push(await generate());
    }
  }

  function warm(): void {
    if (filling) return;
    filling = true;
    const end = () => {
      filling = false;
    };
    // A failure is not lost: once the reserve is empty, `take` meets it and throws it to its caller.
    fill().then(end, end);
  }

  return {
    warm,
    take: async () => {
      const key = ready.shift();
      warm();
      return key ?? generate();
    },
    stop: () => {
      stopped = true;
    },
  };
}
