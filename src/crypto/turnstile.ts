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
