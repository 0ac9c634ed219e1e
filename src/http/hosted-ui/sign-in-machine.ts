import { type Step as GuardedStep, guardSignIn } from "../../domain/auth-event/guard-sign-in.ts";
import { contextOfPages } from "../../domain/authentication/call-context.ts";
import { userAuth } from "../../domain/authentication/flows/user-auth.ts";
import { userPassword } from "../../domain/authentication/flows/user-password.ts";
import { begin } from "../../domain/authentication/initiate.ts";
import type { Outcome } from "../../domain/authentication/outcome.ts";
import { respond } from "../../domain/authentication/respond.ts";
import { allowsFlow } from "../../domain/client/client.ts";
import { type Completed, completeAuthorization } from "../../domain/oauth/complete-authorization.ts";
import { acrName } from "../../domain/pool/acr.ts";
import type { Step } from "./step.ts";
import type { Visit } from "./visit.ts";

/** The pages drive the same machine as the API does; what ends there in tokens ends here in an answer to the app. */

/**
 * Whether people are asked for their name first, and then choose how to prove it: on pages of managed login, where the
 * pool has more to choose from than a password and the app allows it (AWS: "Choice-based sign-in").
 */
export const asksNameFirst = ({ look, client, pool }: Pick<Visit, "look" | "client" | "pool">): boolean =>
  look.look === "managed" &&
  allowsFlow(client, "ALLOW_USER_AUTH") &&
  (pool.settings.Policies?.SignInPolicy?.AllowedFirstAuthFactors ?? []).some((factor) => factor !== "PASSWORD");

/** Begins with a name, and a password if there is one already. Throws what InitiateAuth throws. */
export function beginSignIn(visit: Visit, username: string, password?: string): Promise<Outcome<Completed>> {
  const { services, pool, client, request } = visit;
  const choice = request.levels.length > 0 || asksNameFirst(visit);
  const withPassword = password && { PASSWORD: password, ...(choice && { PREFERRED_CHALLENGE: "PASSWORD" }) };
  const parameters = { ...parametersFor(visit, username), ...(withPassword || {}) };
  const context = contextOfPages(visit.origin);
  const attempt = { pool, client, parameters, context };
  return guarded(visit, { username, context, ...(password && { password }) }, () =>
    begin(services, choice ? userAuth : userPassword, attempt, completeAuthorization(request)),
  );
}

/** Begins for somebody who has just signed up and confirmed, with their newcomer's session. Throws what InitiateAuth throws. */
export function beginNewcomer(visit: Visit, username: string, session: string): Promise<Outcome<Completed>> {
  const { services, pool, client } = visit;
  const context = contextOfPages(visit.origin);
  const attempt = { pool, client, parameters: parametersFor(visit, username), session, context };
  return guarded(visit, { username, context }, () =>
    begin(services, userAuth, attempt, completeAuthorization(visit.request)),
  );
}

/** Who it is, and which levels the app wants them to reach. */
function parametersFor({ pool, request: { levels } }: Visit, username: string): Record<string, string> {
  const target = levels.map((level) => acrName(pool.settings, level)).join(" ");
  return { USERNAME: username, ...(target && { TARGET_ACR_VALUES: target }) };
}

/** What a page's form answers to a question. */
export interface Given {
  readonly answers: Readonly<Record<string, string>>;
  /** In place of the one that the question came with: setting up an app has given another. */
  readonly session?: string | undefined;
}

/** Goes on with the answer to a question. Throws what RespondToAuthChallenge throws. */
export function answerQuestion(
  visit: Visit,
  { username, question }: Step,
  { answers, session = question.Session }: Given,
): Promise<Outcome<Completed>> {
  const { services, pool, client } = visit;
  const challengeName = question.ChallengeName;
  const context = contextOfPages(visit.origin);
  const response = { pool, client, challengeName, session, answers: { USERNAME: username, ...answers }, context };
  return guarded(visit, { username, context, answers: challengeName, password: answers.PASSWORD }, () =>
    respond(services, response, completeAuthorization(visit.request)),
  );
}

const guarded = (
  { services, pool, client }: Visit,
  step: Omit<GuardedStep, "pool" | "client">,
  work: () => Promise<Outcome<Completed>>,
): Promise<Outcome<Completed>> => guardSignIn(services, { pool, client, ...step }, work);
