import * as z from "zod";
import { fail } from "../../errors.ts";
import type { ChallengeResult } from "./challenge-result.ts";
import type { Occasion } from "./occasion.ts";
import { type Person, personIn, userNameOf } from "./person.ts";
import { type Running, runTrigger } from "./run-trigger.ts";
import { defineTrigger } from "./trigger.ts";

interface Facts {
  readonly person: Person;
  readonly session: readonly ChallengeResult[];
}

const flag = z.boolean().nullish();

/** https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-define-auth-challenge.html */
export const defineAuthChallenge = defineTrigger<Facts>()({
  name: "DefineAuthChallenge",
  sources: ["DefineAuthChallenge_Authentication"],
  request: ({ person, session }) => {
    const { userAttributes, ...found } = personIn(person);
    return { userAttributes, session, ...found };
  },
  response: { challengeName: null, issueTokens: null, failAuthentication: null },
  answer: z.strictObject({ challengeName: z.string().nullish(), issueTokens: flag, failAuthentication: flag }),
});

/** What comes next in a custom sign-in. */
export type Decision = "fail" | "issue-tokens" | "PASSWORD_VERIFIER" | "CUSTOM_CHALLENGE";

/** Has the pool's function decide what comes next. Throws InvalidLambdaResponseException where it does not. */
export async function decideNext(services: Running, facts: Facts, occasion: Occasion): Promise<Decision> {
  const answer = await runTrigger(services, defineAuthChallenge, {
    ...{ pool: facts.person.pool, source: "DefineAuthChallenge_Authentication", userName: userNameOf(facts.person) },
    ...{ occasion, facts },
  });
  if (answer?.failAuthentication) return "fail";
  if (answer?.issueTokens) return "issue-tokens";
  const next = answer?.challengeName;
  if (next === "PASSWORD_VERIFIER" || next === "CUSTOM_CHALLENGE") return next;
  const reason = `DefineAuthChallenge neither decided nor named a challenge that there is: ${JSON.stringify(next)}`;
  return fail("InvalidLambdaResponseException", "Unrecognizable lambda output", reason);
}
