import type { ChallengeResponseType } from "@aws-sdk/client-cognito-identity-provider";
import { CognitoError } from "../../errors.ts";
import type { CallContext } from "../authentication/call-context.ts";
import type { Outcome } from "../authentication/outcome.ts";
import type { ClientOfPool } from "../client/find-client.ts";
import { judgePassword } from "../risk/compromised-credentials.ts";
import { glimpseOf } from "../risk/glimpse.ts";
import { noteHabits } from "../risk/note-habits.ts";
import { decisionOn, SignInBlocked } from "../risk/risk.ts";
import { keepsHistory, riskConfigurationFor } from "../risk/threat-protection.ts";
import type { Services } from "../services.ts";
import { usesMfa } from "../user/mfa.ts";
import type { User } from "../user/user.ts";
import { type HappenedNow, recordAuthEvent } from "./record-auth-event.ts";
import { type Telling, type Told, tellOfRisk } from "./tell-of-risk.ts";

/** A step of a sign-in, as threat protection looks at it. */
export interface Step extends ClientOfPool {
  /** Whom it names; a step that names nobody (a refresh) is not one of somebody's history. */
  readonly username: string | undefined;
  /** Where it comes from, as far as the caller may be believed. */
  readonly context: CallContext;
  /** Where it came in plain. */
  readonly password?: string;
  /** The challenge that it answers, if it is not the first step. */
  readonly answers?: string;
}

/**
 * Does a step of a sign-in under the pool's threat protection: what came of it goes into the user's history, and the user
 * may be told where it was at risk, which the sign-in itself finds (`weighRisk`, `refuseBlockedSignIn`). Without threat
 * protection it is `work` alone.
 */
export async function guardSignIn<Result>(
  services: Services,
  step: Step,
  work: () => Promise<Outcome<Result>>,
): Promise<Outcome<Result>> {
  const { pool, client, context, password } = step;
  if (!keepsHistory(pool) || step.username === undefined) return work();
  const call = { pool, client, address: context.origin.ipAddress };
  const compromised = password !== undefined && (await judgePassword(services, call, "SIGN_IN", password)) !== "fine";
  const outcome = await work().catch(async (error: unknown) => {
    if (error instanceof CognitoError) await leaveRefusal(services, step, error, compromised);
    throw error;
  });
  await recordOutcome(services, step, outcome, compromised);
  return outcome;
}

/** Behind the caller's back: nobody has no history and no mailbox, which the time of a refusal must not tell. */
async function leaveRefusal(services: Services, step: Step, error: CognitoError, compromised: boolean): Promise<void> {
  const risk = error instanceof SignInBlocked && ({ decision: "Block", level: error.level } as const);
  const telling = risk ? await tellingOf(services, step, "BlockEmail") : undefined;
  const facts = { response: "Fail", ...risk, compromised, telling } as const;
  const now = services.clock.now();
  return services.aside.run(async () => void (await record(services, step, facts, now)));
}

/** The end of a sign-in, and a question of which the user is told because it is due to the risk. */
async function recordOutcome(
  services: Services,
  step: Step,
  outcome: Outcome<unknown>,
  compromised: boolean,
): Promise<void> {
  const { risk } = outcome;
  // Who only went on with an earlier sign-in.
  if (!risk) return;
  const { eventId, level } = risk;
  const facts = { eventId, level, decision: decisionOn(risk), compromised };
  if ("question" in outcome) {
    if (risk.response !== "MFA") return;
    const telling = await tellingOf(services, step, "MfaEmail");
    await record(services, step, { ...facts, response: "InProgress", telling });
    return;
  }
  const telling = risk.response === "PASS" ? await tellingOf(services, step, "NoActionEmail") : undefined;
  const user = await record(services, step, { ...facts, response: "Pass", telling });
  if (user) await note(services, step, user);
}

const tellingOf = async (services: Services, { pool, client }: Step, told: Told): Promise<Telling> => ({
  told,
  configuration: await riskConfigurationFor(services, pool, client.id),
});

async function record(
  services: Services,
  step: Step,
  { telling, ...happened }: Omit<HappenedNow, "type"> & { readonly telling: Telling | undefined },
  now?: Date,
): Promise<User | undefined> {
  const { pool, client, username = "", context } = step;
  const user = await services.database.users.find(pool, username);
  if (!user) return undefined;
  const hasSecond = happened.decision === "AccountTakeover" || usesMfa(pool, user);
  const challenges = challengesOf(step, hasSecond, happened.response);
  const facts = { type: "SignIn", clientId: client.id, challenges, ...glimpseOf(context), ...happened } as const;
  const event = await recordAuthEvent(services, { pool, user }, facts, now);
  if (event && telling) await tellOfRisk(services, { pool, user }, event, telling);
  return user;
}

/** As with the history: the sign-in is not undone where it cannot be written. */
async function note(services: Services, { pool, context }: Step, user: User): Promise<void> {
  await noteHabits(services, user, glimpseOf(context), services.clock.now()).catch((error) => {
    const facts = { userPoolId: pool.id, sub: user.sub, error: String(error) };
    services.log.warn(facts, "from where a user signed in could not be noted");
  });
}

/** What is the password's own, and the choice with which it may come. */
const ofPassword = ["PASSWORD_VERIFIER", "PASSWORD", "PASSWORD_SRP", "SELECT_CHALLENGE", "NEW_PASSWORD_REQUIRED"];

/** What stands in a password's place; in pools and for people with second factors, a code by mail is one of those. */
const inItsPlace = (challenge: string, hasSecond: boolean): boolean =>
  ["WEB_AUTHN", "SMS_OTP", "CUSTOM_CHALLENGE"].includes(challenge) || (challenge === "EMAIL_OTP" && !hasSecond);

/** Which of the two kinds of challenge that AWS tells apart the last step was; a second factor comes after the password. */
function challengesOf(
  { answers }: Step,
  hasSecond: boolean,
  response: HappenedNow["response"],
): ChallengeResponseType[] {
  const ChallengeResponse = response === "Fail" ? "Failure" : "Success";
  if (answers === undefined || ofPassword.includes(answers)) return [{ ChallengeName: "Password", ChallengeResponse }];
  if (inItsPlace(answers, hasSecond)) return [{ ChallengeName: "Mfa", ChallengeResponse }];
  return [
    { ChallengeName: "Password", ChallengeResponse: "Success" },
    { ChallengeName: "Mfa", ChallengeResponse },
  ];
}
