/**
 * Lets callers who arrive together share one run of `read`. At most one runs and one waits: who comes while one runs
 * shares the one that waits, because that one begins after they came.
 */
export function sharedRead<T>(read: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | undefined;
  let waiting: Promise<T> | undefined;
  function start(): Promise<T> {
    waiting = undefined;
    running = read().finally(() => {
      if (!waiting) running = undefined;
    });
    return running;
  }
  return () => {
    if (!running) return start();
    waiting ??= running.then(start, start);
    return waiting;
  };
}
