import { fail } from "../../errors.ts";
import { guessWithinHour } from "../limit/hourly.ts";
import type { Services } from "../services.ts";
import type { SignInState } from "./sign-in.ts";

/** Wrong codes of one person within an hour, over all sessions: or so many sessions as one can begin would find one. */
const wrongCodesAllowed = 60;

/**
 * Has a code judged: `judge` throws a WrongAnswer where it is wrong, which counts for the person. Throws
 * NotAuthorizedException for somebody whose codes were guessed at too often in this hour, and then nothing is judged.
 */
export function guessCode<Result>(
  services: Pick<Services, "database" | "clock">,
  { user }: SignInState,
  judge: () => Result,
): Promise<Result> {
  const guessing = {
    counted: ["wrong sign-in codes", user.poolId, user.sub] as const,
    bound: wrongCodesAllowed,
    refuse: () =>
      fail("NotAuthorizedException", "Attempt limit exceeded, please try after some time.", "too many wrong codes"),
  };
  return guessWithinHour(services, guessing, judge);
}
