import type { Code, CodePurpose } from "./code.ts";

/** Where codes wait for their answers. */
export interface CodeStore {
  /**
   * Keeps a code in the place of an earlier one of the same purpose. Tries of one that expires after `since` go on
   * counting; when it has had `bound` of them, nothing is kept: false.
   */
  put(code: Code, tries: { since: Date; bound: number }): Promise<boolean>;
  /** The code that waits, without a try. Undefined when there is none. */
  get(poolId: string, sub: string, purpose: CodePurpose): Promise<Code | undefined>;
  /** Counts one try, atomically, and gives the code with that try counted. Undefined when there is none. */
  attempt(poolId: string, sub: string, purpose: CodePurpose): Promise<Code | undefined>;
  /** Takes the code away; true for exactly one of many callers with the same digest. */
  spend(code: Pick<Code, "poolId" | "sub" | "purpose" | "digest">): Promise<boolean>;
  /** Takes the code of that purpose away, whichever it is. */
  forget(poolId: string, sub: string, purpose: CodePurpose): Promise<void>;
  sweep(before: Date): Promise<void>;
}
