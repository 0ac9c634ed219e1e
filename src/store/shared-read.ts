/**
 * Lets callers who come in one turn of the event loop share one run of `read`, which begins at the end of it: after each of
 * them came.
 */
export function sharedRead<T>(read: () => Promise<T>): () => Promise<T> {
  let next: Promise<T> | undefined;
  async function atEndOfTurn(): Promise<T> {
    await new Promise((resolve) => setImmediate(resolve));
    next = undefined;
    return read();
  }
  return () => (next ??= atEndOfTurn());
}
