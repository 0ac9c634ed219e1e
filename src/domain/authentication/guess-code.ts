import { hash } from "node:crypto";
import { onePerKey } from "../../crypto/turnstile.ts";
import { fail } from "../../errors.ts";
import type { Services } from "../services.ts";
import type { SignInState } from "./sign-in.ts";
import { WrongAnswer } from "./wrong-answer.ts";

const hour = 3_600_000;

/** Wrong codes of one person within an hour, over all sessions: or so many sessions as one can begin would find one. */
const wrongCodesAllowed = 60;

/** In this process, guesses at one person's codes wait for each other: none is judged before those ahead of it count. */
const inTurn = onePerKey();

/**
 * Has a code judged: `judge` throws a WrongAnswer where it is wrong, which counts for the person. Throws
 * NotAuthorizedException for somebody whose codes were guessed at too often in this hour, and then nothing is judged.
 */
export function guessCode<Result>(
  { database, clock }: Pick<Services, "database" | "clock">,
  { user }: SignInState,
  judge: () => Result,
): Promise<Result> {
  const hours = Math.floor(clock.now().getTime() / hour);
  const id = hash("sha256", JSON.stringify(["wrong sign-in codes", user.poolId, user.sub, hours]), "base64url");
  return inTurn(id, async () => {
    if (await database.spent.isSpent(id)) {
      fail("NotAuthorizedException", "Attempt limit exceeded, please try after some time.", "too many wrong codes");
    }
    try {
      return judge();
    } catch (error) {
      const end = new Date((hours + 1) * hour);
      if (error instanceof WrongAnswer) await database.spent.countFailure(id, end, wrongCodesAllowed);
      throw error;
    }
  });
}
