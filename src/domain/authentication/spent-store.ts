/**
 * Things of a sign-in that are used once or tried a few times (sessions, SECRET_BLOCKs, guesses at codes),
 * recorded until they would have expired anyway.
 */
export interface SpentStore {
  /** True for exactly one of many callers with the same id, on whichever instance. */
  spend(id: string, expiresAt: Date): Promise<boolean>;
  /** Counts a wrong answer, atomically; at `bound` the id is spent. Gives the count, or undefined when it was spent before. */
  countFailure(id: string, expiresAt: Date, bound: number): Promise<number | undefined>;
  /** Whether it was used, or failed as often as it may. */
  isSpent(id: string): Promise<boolean>;
  /** Keeps what belongs to an id, sealed, for as long as the id. */
  keepState(id: string, expiresAt: Date, sealed: Buffer): Promise<void>;
  /** What was kept; undefined where nothing was, or it has been swept. */
  stateOf(id: string): Promise<Buffer | undefined>;
  sweep(before: Date): Promise<void>;
}
