import type { User } from "../user/user.ts";

/** Whose password is guessed at; `createdAt` tells them from whoever had their sub before. */
export type Guessed = Pick<User, "poolId" | "sub" | "createdAt">;

/** How many passwords failed, and until when that counts. */
export interface Failures {
  readonly count: number;
  readonly expiresAt: Date;
}

/** Passwords that were wrong, counted for each person, and for each who was made up in place of nobody. */
export interface FailedPasswordStore {
  find(person: Guessed): Promise<Failures | undefined>;
  /** Puts `next` in the place of what was `seen`; false where that has changed meanwhile. */
  replace(person: Guessed, seen: Failures | undefined, next: Failures): Promise<boolean>;
  forget(person: Guessed): Promise<void>;
  sweep(before: Date): Promise<void>;
}
