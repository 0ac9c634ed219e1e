import * as z from "zod";
import type { ChallengeResult } from "./challenge-result.ts";
import type { Metadata, Occasion } from "./occasion.ts";
import { type Person, personIn, userNameOf } from "./person.ts";
import { type Running, runTrigger } from "./run-trigger.ts";
import { defineTrigger } from "./trigger.ts";

interface Facts {
  readonly person: Person;
  readonly session: readonly ChallengeResult[];
}

const parameters = z.record(z.string(), z.string()).nullish();

/** https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-create-auth-challenge.html */
export const createAuthChallenge = defineTrigger<Facts>()({
  name: "CreateAuthChallenge",
  sources: ["CreateAuthChallenge_Authentication"],
  request: ({ person, session }) => {
    const { userAttributes, ...found } = personIn(person);
    return { userAttributes, challengeName: "CUSTOM_CHALLENGE", session, ...found };
  },
  response: { publicChallengeParameters: null, privateChallengeParameters: null, challengeMetadata: null },
  answer: z.strictObject({
    publicChallengeParameters: parameters,
    privateChallengeParameters: parameters,
    challengeMetadata: z.string().nullish(),
  }),
});

/** A question that a function has made up. */
export interface CustomQuestion {
  /** Told to the client. */
  readonly publicParameters: Metadata;
  /** Told to nobody but the function that judges the answer. */
  readonly privateParameters: Metadata;
  readonly metadata: string | null;
}

/** Has the pool's function make up the next question of a custom sign-in. */
export async function createQuestion(services: Running, facts: Facts, occasion: Occasion): Promise<CustomQuestion> {
  const answer = await runTrigger(services, createAuthChallenge, {
    ...{ pool: facts.person.pool, source: "CreateAuthChallenge_Authentication", userName: userNameOf(facts.person) },
    ...{ occasion, facts },
  });
  return {
    publicParameters: answer?.publicChallengeParameters ?? {},
    privateParameters: answer?.privateChallengeParameters ?? {},
    metadata: answer?.challengeMetadata ?? null,
  };
}
