/** Lets at most a few pieces of work run at once; the rest wait in the order they came. */
export type Turnstile = <Result>(work: () => Promise<Result>) => Promise<Result>;

/** A turnstile for `width` at once. */
export function turnstile(width: number): Turnstile {
  const waiting: Array<() => void> = [];
  let free = width;

  function leave(): void {
    const next = waiting.shift();
    if (next) next();
    else free++;
  }

  return async (work) => {
    if (free > 0) free--;
    else await new Promise<void>((enter) => waiting.push(enter));
    try {
      return await work();
    } finally {
      leave();
    }
  };
}

/** Lets one piece of work of each key run at a time; the others of that key wait in the order they came. */
export function onePerKey(): <Result>(key: string, work: () => Promise<Result>) => Promise<Result> {
  /** The end of each key's latest work, however it ended. */
  const ends = new Map<string, Promise<void>>();
  return (key, work) => {
    const before = ends.get(key);
    const turn = before ? before.then(work) : work();
    const end = turn
      .then(
        () => undefined,
        () => undefined,
      )
      .then(() => {
        if (ends.get(key) === end) ends.delete(key);
      });
    ends.set(key, end);
    return turn;
  };
}
