import { hash } from "node:crypto";
import type { ExceptionName } from "../../errors.ts";
import { fail } from "../../errors.ts";
import type { Services } from "../services.ts";
import type { SignInState } from "./sign-in.ts";
import { wrongAnswer } from "./wrong-answer.ts";

const hour = 3_600_000;

/** Wrong codes of one person within an hour, over all sessions: or so many sessions as one can begin would find one. */
const wrongCodesAllowed = 60;

function guessesOf({ clock }: Pick<Services, "clock">, { user }: SignInState): { id: string; end: Date } {
  const hours = Math.floor(clock.now().getTime() / hour);
  const id = hash("sha256", JSON.stringify(["wrong sign-in codes", user.poolId, user.sub, hours]), "base64url");
  return { id, end: new Date((hours + 1) * hour) };
}

/** Throws NotAuthorizedException for somebody whose codes were guessed at too often in this hour. */
export async function checkMayGuess(services: Pick<Services, "database" | "clock">, state: SignInState): Promise<void> {
  if (!(await services.database.spent.isSpent(guessesOf(services, state).id))) return;
  fail("NotAuthorizedException", "Attempt limit exceeded, please try after some time.", "too many wrong codes");
}

/** Refuses a code that is not right, and counts it: for the session and for the person. */
export async function wrongCode(
  services: Pick<Services, "database" | "clock">,
  state: SignInState,
  name: ExceptionName,
  message: string,
): Promise<never> {
  const { id, end } = guessesOf(services, state);
  await services.database.spent.countFailure(id, end, wrongCodesAllowed);
  return wrongAnswer(name, message);
}
