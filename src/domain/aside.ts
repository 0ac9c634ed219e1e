/** What a call leaves to be done behind its caller's back: an answer that waited for it would tell, by its time, of it. */
export interface Aside {
  /** Begins when the answer has left. Resolves at once, unless so much is under way that who comes has to wait. */
  run(work: () => Promise<void>): Promise<void>;
  /** Resolves when what was begun before has ended. */
  settled(): Promise<void>;
}

const mostAtOnce = 1_000;

/** `failed` is told of errors: nobody else is there to hear of them. */
export function openAside(failed: (error: unknown) => void): Aside {
  const running = new Set<Promise<void>>();

  async function begin(work: () => Promise<void>): Promise<void> {
    await new Promise((leave) => setImmediate(leave));
    try {
      await work();
    } catch (error) {
      failed(error);
    }
  }

  return {
    async run(work) {
      while (running.size >= mostAtOnce) await Promise.race(running);
      const done: Promise<void> = begin(work).then(() => void running.delete(done));
      running.add(done);
    },
    settled: async () => void (await Promise.all(running)),
  };
}
