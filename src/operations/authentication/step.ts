import { guardSignIn } from "../../domain/auth-event/guard-sign-in.ts";
import type { CallContext } from "../../domain/authentication/call-context.ts";
import { inTokens } from "../../domain/authentication/in-tokens.ts";
import { initiate } from "../../domain/authentication/initiate.ts";
import { answerOf } from "../../domain/authentication/outcome.ts";
import { respond } from "../../domain/authentication/respond.ts";
import type { ClientOfPool } from "../../domain/client/find-client.ts";
import type { Services } from "../../domain/services.ts";

/** What InitiateAuth and its twin for backends have in common, and the same of RespondToAuthChallenge. */

/** Through which client a call is made, and in whose name: an app's own, or a backend's. */
interface Call extends ClientOfPool {
  readonly context: CallContext;
}

interface Beginning {
  readonly AuthFlow: string;
  readonly AuthParameters?: Readonly<Record<string, string>>;
  readonly Session?: string;
}

/** Begins a sign-in, or goes on with an earlier one. */
export async function beginSignIn(services: Services, call: Call, input: Beginning) {
  const { AuthFlow, AuthParameters: parameters = {}, Session: session } = input;
  const step = { ...call, username: parameters.USERNAME, password: parameters.PASSWORD };
  const attempt = { ...call, parameters, session };
  return answerOf(await guardSignIn(services, step, () => initiate(services, AuthFlow, attempt)));
}

interface Answer {
  readonly ChallengeName: string;
  readonly ChallengeResponses?: Readonly<Record<string, string>>;
  readonly Session?: string;
}

/** Answers a challenge. */
export async function answerChallenge(services: Services, call: Call, input: Answer) {
  const { ChallengeName: challengeName, ChallengeResponses: answers = {}, Session: session } = input;
  const step = { ...call, username: answers.USERNAME, password: answers.PASSWORD, answers: challengeName };
  const response = { ...call, challengeName, answers, session };
  return answerOf(await guardSignIn(services, step, () => respond(services, response, inTokens)));
}
