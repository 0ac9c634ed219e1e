/** Time, injected: the only place that asks the machine for it. */
export interface Clock {
  /** The service's time. A test may have moved it; what Poolhouse issued is judged by it. */
  now(): Date;
  /** The machine's own time, for what another clock stamped: SRP's TIMESTAMP, a SigV4 date. */
  machineNow(): Date;
  /** The clock of a pool: this one, unless a test has moved the pool's own. */
  of(pool: { readonly clockOffsetMs?: number }): Clock;
}

/** The machine's clock, moved by `offsetMs()` milliseconds. */
export function machineClock(offsetMs: () => number = () => 0): Clock {
  const clock: Clock = {
    now: () => new Date(Date.now() + offsetMs()),
    machineNow: () => new Date(),
    of: ({ clockOffsetMs }) => (clockOffsetMs === undefined ? clock : machineClock(() => clockOffsetMs)),
  };
  return clock;
}
