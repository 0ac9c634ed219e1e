import { hash } from "node:crypto";
import { onePerKey } from "../../crypto/turnstile.ts";
import { fail } from "../../errors.ts";
import type { Services } from "../services.ts";
import type { User } from "../user/user.ts";
import type { Failures } from "./spent-store.ts";
import { WrongAnswer } from "./wrong-answer.ts";

/**
 * Failed passwords lock their user out for longer and longer (AWS: "Authentication", lockout behaviour). After the fifth
 * it is one second, twice that after each further one, and 15 minutes at most. A right password after that, or 15 minutes
 * without an attempt, makes everything forgotten. Attempts while it lasts are not looked at and do not count.
 */
const freeFailures = 5;
const longest = 15 * 60_000;

type Counting = Pick<Services, "database" | "clock">;
type Person = Pick<User, "poolId" | "sub" | "createdAt">;

/** Somebody who was made anew under the same sub begins anew. */
const idOf = ({ poolId, sub, createdAt }: Person): string =>
  hash("sha256", JSON.stringify(["failed passwords", poolId, sub, createdAt.getTime()]), "base64url");

/** Failures count for as long after the last one as they can lock anybody out. */
const lastOf = ({ expiresAt }: Failures): number => expiresAt.getTime() - longest;

const lockAfter = (failures: number): number =>
  failures < freeFailures ? 0 : Math.min(2 ** (failures - freeFailures) * 1000, longest);

/** Those that count at this moment. What lies far ahead was written while a test had moved the clock. */
function standing(found: Failures | undefined, now: number): Failures | undefined {
  return found && Math.abs(now - lastOf(found)) < longest ? found : undefined;
}

async function readUnlocked({ database, clock }: Counting, id: string): Promise<Failures | undefined> {
  const found = await database.spent.failures(id);
  const now = clock.now().getTime();
  const counting = standing(found, now);
  if (counting && now < lastOf(counting) + lockAfter(counting.failures)) {
    fail("NotAuthorizedException", "Password attempts exceeded", `${counting.failures} passwords were wrong`);
  }
  return found;
}

/** Counts one more, atomically: whoever comes when the user is locked out by then is told so, and learns nothing. */
async function countFailure(services: Counting, id: string, seen: Failures | undefined): Promise<void> {
  const now = services.clock.now().getTime();
  const failures = (standing(seen, now)?.failures ?? 0) + 1;
  const counted = await services.database.spent.setFailures(id, seen, { failures, expiresAt: new Date(now + longest) });
  if (!counted) await countFailure(services, id, await readUnlocked(services, id));
}

/**
 * In this process, guesses at one person's password wait for each other: a right one that takes no argon2, because it was
 * right a moment ago, must not overtake the wrong ones that came before it. Between instances as many may be under way as
 * there are instances.
 */
const inTurn = onePerKey();

/**
 * Has a password judged: `prove` throws a WrongAnswer where it is wrong, which counts. Throws NotAuthorizedException where
 * too many were wrong before, and then nothing is judged.
 */
export function guessPassword<Result>(services: Counting, user: Person, prove: () => Promise<Result>): Promise<Result> {
  const id = idOf(user);
  return inTurn(id, async () => {
    const seen = await readUnlocked(services, id);
    try {
      const result = await prove();
      if (seen) await services.database.spent.forget(id);
      return result;
    } catch (error) {
      if (error instanceof WrongAnswer) await countFailure(services, id, seen);
      throw error;
    }
  });
}

/** Lets somebody try again whose password was set anew. */
export const endLockout = ({ database }: Pick<Services, "database">, user: Person): Promise<void> =>
  database.spent.forget(idOf(user));
