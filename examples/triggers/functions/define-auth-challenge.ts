import type { DefineAuthChallengeTriggerHandler } from "aws-lambda";

const attempts = 3;

/** A sign-in without a password: a code by mail, and three attempts at it. */
export const handler: DefineAuthChallengeTriggerHandler = async (event) => {
  const { session } = event.request;
  const isRight = session.at(-1)?.challengeResult === true;
  event.response.issueTokens = isRight;
  event.response.failAuthentication = !isRight && session.length >= attempts;
  if (!isRight && session.length < attempts) event.response.challengeName = "CUSTOM_CHALLENGE";
  return event;
};
