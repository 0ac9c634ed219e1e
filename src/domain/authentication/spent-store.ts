/** Single-use things of a sign-in (sessions, SECRET_BLOCKs), recorded when used until they would have expired anyway. */
export interface SpentStore {
  /** True for exactly one of many callers with the same id, on whichever instance. */
  spend(id: string, expiresAt: Date): Promise<boolean>;
  /** Counts a wrong answer, atomically; at `bound` the id is spent. Gives the count, or undefined when it was spent before. */
  countFailure(id: string, expiresAt: Date, bound: number): Promise<number | undefined>;
  sweep(before: Date): Promise<void>;
}
