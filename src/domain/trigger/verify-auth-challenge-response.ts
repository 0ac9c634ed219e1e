import * as z from "zod";
import type { Metadata, Occasion } from "./occasion.ts";
import { type Person, personIn, userNameOf } from "./person.ts";
import { type Running, runTrigger } from "./run-trigger.ts";
import { defineTrigger } from "./trigger.ts";

interface Facts {
  readonly person: Person;
  readonly privateParameters: Metadata;
  readonly answer: string;
}

/** https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-verify-auth-challenge-response.html */
export const verifyAuthChallengeResponse = defineTrigger<Facts>()({
  name: "VerifyAuthChallengeResponse",
  sources: ["VerifyAuthChallengeResponse_Authentication"],
  request: ({ person, privateParameters, answer }) => {
    const { userAttributes, ...found } = personIn(person);
    return { userAttributes, privateChallengeParameters: privateParameters, challengeAnswer: answer, ...found };
  },
  response: { answerCorrect: null },
  answer: z.strictObject({ answerCorrect: z.boolean().nullish() }),
});

/** Whether the pool's function takes an answer for right. */
export async function isAnswerCorrect(services: Running, facts: Facts, occasion: Occasion): Promise<boolean> {
  const answer = await runTrigger(services, verifyAuthChallengeResponse, {
    pool: facts.person.pool,
    source: "VerifyAuthChallengeResponse_Authentication",
    userName: userNameOf(facts.person),
    ...{ occasion, facts },
  });
  return answer?.answerCorrect ?? false;
}
