import { onePerKey } from "../../crypto/turnstile.ts";
import { fail } from "../../errors.ts";
import type { Pool } from "../pool/pool.ts";
import type { Services } from "../services.ts";
import type { Person } from "../user/user-store.ts";
import type { Failures, Guessed } from "./failed-password-store.ts";
import { WrongAnswer } from "./wrong-answer.ts";

/**
 * Failed passwords lock their user out for longer and longer (AWS: "Authentication", lockout behaviour). After the fifth
 * it is one second, twice that after each further one, and 15 minutes at most. A right password after that, or 15 minutes
 * without an attempt, makes everything forgotten. Attempts while it lasts are not looked at and do not count.
 */
const freeFailures = 5;
const longest = 15 * 60_000;

type Counting = Pick<Services, "database" | "clock">;

/** Failures count for as long after the last one as they can lock anybody out. */
const lastOf = ({ expiresAt }: Failures): number => expiresAt.getTime() - longest;

const lockAfter = (count: number): number =>
  count < freeFailures ? 0 : Math.min(2 ** (count - freeFailures) * 1000, longest);

/** Those that count at this moment. What lies far ahead was written while a test had moved the clock. */
function standing(failures: Failures | undefined, now: number): Failures | undefined {
  return failures && Math.abs(now - lastOf(failures)) < longest ? failures : undefined;
}

/** Throws NotAuthorizedException while somebody of whom so much failed is locked out. */
function checkUnlocked({ clock }: Counting, failures: Failures | undefined): void {
  const now = clock.now().getTime();
  const counting = standing(failures, now);
  if (counting && now < lastOf(counting) + lockAfter(counting.count)) {
    fail("NotAuthorizedException", "Password attempts exceeded", `${counting.count} passwords were wrong`);
  }
}

/** How often this process has written of anybody's failures. */
let writes = 0;

/** Failures as they were read, after so many writes. */
export interface SeenFailures {
  readonly failures: Failures | undefined;
  readonly writes: number;
}

/**
 * Whom a name leads to, and what failed of their passwords, or of those of `nobody` where it leads to none: one read
 * either way, so that both take as long.
 */
export async function findWhoseGuess(
  { database }: Pick<Services, "database">,
  pool: Pool,
  name: string,
  nobody: Guessed,
): Promise<{ person: Person | undefined; failed: SeenFailures }> {
  const before = writes;
  const { person, failures } = await database.users.findWithFailures(pool, name, nobody);
  return { person, failed: { failures, writes: before } };
}

/** `writes` moves once it is done: whoever read before that may not have seen it. */
async function write<Result>(writing: Promise<Result>): Promise<Result> {
  try {
    return await writing;
  } finally {
    writes++;
  }
}

/** Counts one more, atomically: whoever comes when the user is locked out by then is told so, and learns nothing. */
async function countFailure(services: Counting, user: Guessed, seen: Failures | undefined): Promise<void> {
  const { database, clock } = services;
  const now = clock.now().getTime();
  const count = (standing(seen, now)?.count ?? 0) + 1;
  const next = { count, expiresAt: new Date(now + longest) };
  if (await write(database.failedPasswords.replace(user, seen, next))) return;
  const latest = await database.failedPasswords.find(user);
  checkUnlocked(services, latest);
  await countFailure(services, user, latest);
}

/**
 * In this process, guesses at one person's password wait for each other: a right one that takes no argon2, because it was
 * right a moment ago, must not overtake the wrong ones that came before it. Between instances as many may be under way as
 * there are instances.
 */
const inTurn = onePerKey();

/**
 * Has a password judged: `prove` throws a WrongAnswer where it is wrong, which counts. Throws NotAuthorizedException where
 * too many were wrong before, and then nothing is judged. What was `seen` to have failed spares a read, unless this process
 * has written since.
 */
export function guessPassword<Result>(
  services: Counting,
  user: Guessed,
  prove: () => Promise<Result>,
  seen?: SeenFailures,
): Promise<Result> {
  const { failedPasswords } = services.database;
  return inTurn(`${user.poolId}/${user.sub}`, async () => {
    const failures = seen?.writes === writes ? seen.failures : await failedPasswords.find(user);
    checkUnlocked(services, failures);
    try {
      const result = await prove();
      if (failures) await endLockout(services, user);
      return result;
    } catch (error) {
      if (error instanceof WrongAnswer) await countFailure(services, user, failures);
      throw error;
    }
  });
}

/** Lets somebody try again whose password was right, or was set anew. */
export const endLockout = ({ database }: Pick<Services, "database">, user: Guessed): Promise<void> =>
  write(database.failedPasswords.forget(user));
