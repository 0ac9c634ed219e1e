/** How a step did while it was under load. */
export interface Measured {
  /** Per second. */
  readonly rate: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  readonly count: number;
}

/** One operation of a lane; undefined when there is nothing left to do. */
export type Step = (lane: number) => Promise<unknown> | undefined;

/** Runs `step` again and again in each lane, for so many seconds or until nothing is left. Rejects when a step does. */
export async function measure(step: Step, { lanes, seconds }: { lanes: number; seconds: number }): Promise<Measured> {
  const times: number[] = [];
  const start = performance.now();
  const end = start + seconds * 1000;

  async function run(lane: number): Promise<void> {
    for (let before = start; before < end; ) {
      const running = step(lane);
      if (!running) return;
      await running;
      const after = performance.now();
      times.push(after - before);
      before = after;
    }
  }

  await Promise.all(Array.from({ length: lanes }, (_, lane) => run(lane)));
  const elapsed = performance.now() - start;
  times.sort((one, other) => one - other);
  const percentile = (part: number) => times[Math.min(Math.floor(times.length * part), times.length - 1)] ?? Number.NaN;
  return { rate: (times.length * 1000) / elapsed, p50: percentile(0.5), p99: percentile(0.99), count: times.length };
}
