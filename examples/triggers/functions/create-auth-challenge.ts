import { randomInt } from "node:crypto";
import type { CreateAuthChallengeTriggerHandler } from "aws-lambda";

/** Makes up a code; after a wrong answer it is still the same one. */
export const handler: CreateAuthChallengeTriggerHandler = async (event) => {
  const { session, userAttributes } = event.request;
  const [, kept] = session.at(-1)?.challengeMetadata?.split("-") ?? [];
  const code = kept ?? String(randomInt(100_000, 1_000_000));
  if (!kept) console.log(`a mail to ${userAttributes.email}: ${code}`); // here a mail would go out
  event.response.publicChallengeParameters = { sentTo: userAttributes.email ?? "" };
  event.response.privateChallengeParameters = { code };
  event.response.challengeMetadata = `CODE-${code}`;
  return event;
};
