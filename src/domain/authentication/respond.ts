import { fail } from "../../errors.ts";
import type { Client } from "../client/client.ts";
import { foldCase, type Pool } from "../pool/pool.ts";
import { refuseBlockedSignIn } from "../risk/refuse-blocked-address.ts";
import type { Services } from "../services.ts";
import { identifiersOf } from "../user/identifiers.ts";
import { imaginarySub } from "../user/imaginary-user.ts";
import type { CallContext } from "./call-context.ts";
import { challenges } from "./challenges/index.ts";
import { checkAppSecret } from "./check-app-secret.ts";
import { withAnswer } from "./custom-decision.ts";
import { checkMayGoOn } from "./gates.ts";
import { withDevice } from "./known-device.ts";
import { nextStep } from "./next-step.ts";
import type { Ending, Outcome } from "./outcome.ts";
import { optional, required, withAll } from "./parameters.ts";
import { checkSamePassword } from "./password-mark.ts";
import { openSessionOf } from "./session.ts";
import { findSessionUser } from "./session-user.ts";
import { withSetApart } from "./set-apart.ts";
import { WrongAnswer, wrongAnswer } from "./wrong-answer.ts";

export interface Response {
  readonly pool: Pool;
  readonly client: Client;
  readonly challengeName: string;
  readonly session?: string;
  readonly answers: Readonly<Record<string, string>>;
  readonly context: CallContext;
}

/** Goes on with a sign-in: judges the answer to its challenge. */
export async function respond<Result>(
  services: Services,
  response: Response,
  ending: Ending<Result>,
): Promise<Outcome<Result>> {
  const { pool, client, answers, context } = response;
  const challenge = challenges.find(({ name }) => name === response.challengeName);
  if (!challenge) {
    fail("InvalidParameterException", `This version of Poolhouse poses no challenge ${response.challengeName}.`);
  }
  const username = required(answers, "USERNAME");
  checkAppSecret(response, answers, username);

  const session = challenge.sessionIn ? required(answers, challenge.sessionIn.answer) : response.session;
  if (session === undefined) fail("InvalidParameterException", "Missing required parameter Session");
  const opened = openSessionOf(services, client, session);
  if (opened.step !== challenge.name) {
    fail("NotAuthorizedException", "Invalid session for the user.", `the session is one of ${opened.step}`);
  }
  await refuseBlockedSignIn(services, response, opened.flow);
  const signIn = await withSetApart(services, opened);

  const { user, groups, exists } = await findSessionUser(services, pool, signIn, username);
  const names = exists ? identifiersOf(pool, user) : [];
  const isNamed = [user.sub, ...names].includes(foldCase(pool, username));
  if (!isNamed && (exists || imaginarySub(services, pool, username) !== signIn.sub)) {
    fail("NotAuthorizedException", "Invalid session for the user.", "the session is another user's");
  }
  if (!user.enabled) fail("NotAuthorizedException", "User is disabled.", "the user is disabled");

  const { flow, proven, target, risk, history } = signIn;
  const nobody = exists ? undefined : username;
  const begun = { pool, client, user, groups, flow, proven, target, risk, history, context, nobody } as const;
  const state = await withDevice(services, begun, signIn.deviceKey);
  try {
    checkSamePassword(signIn, user);
    if (proven.length > 0) checkMayGoOn(pool, user, services.clock.now());
    const needed = withAll(answers, challenge.needs);
    const used = challenge.usedBeforeJudged;
    if (used && !(await services.database.spent.spend(signIn.id, signIn.expiresAt))) {
      fail("NotAuthorizedException", "Invalid session for the user, session can only be used once.");
    }
    const accepted = await challenge.accept(services, state, signIn, needed);
    // Nobody may choose, and is asked what they chose; but they prove nothing.
    if (!exists && accepted.state.proven.length > 0) wrongAnswer("NotAuthorizedException");
    const stepped = { ...withAnswer(accepted.state, challenge.name), namedDevice: optional(answers, "DEVICE_KEY") };
    return await nextStep(services, { ...accepted, state: stepped, answered: signIn, used }, ending);
  } catch (error) {
    if (!(error instanceof WrongAnswer)) throw error;
    const reason = exists ? error.reason : "there is no such user, or not any more";
    const tries = await services.database.spent.countFailure(signIn.id, signIn.expiresAt, challenge.tries);
    if (tries !== undefined) fail(error.name, error.message, reason);
    fail("NotAuthorizedException", "Invalid session for the user, session can only be used once.", reason);
  }
}
