import type { AuthenticationResultType, ChallengeResponseType } from "@aws-sdk/client-cognito-identity-provider";
import { CognitoError } from "../../errors.ts";
import type { Outcome } from "../authentication/outcome.ts";
import type { ClientOfPool } from "../client/find-client.ts";
import { verdictOnAddress } from "../risk/address.ts";
import { judgePassword } from "../risk/compromised-credentials.ts";
import { riskConfigurationFor, threatProtection } from "../risk/threat-protection.ts";
import type { Services } from "../services.ts";
import { usesMfa } from "../user/mfa.ts";
import { recordAuthEvent } from "./record-auth-event.ts";
import { tellOfBlock } from "./tell-of-block.ts";

/** A step of a sign-in, as threat protection looks at it. */
export interface Step extends ClientOfPool {
  /** Whom it names; a step that names nobody (a refresh) is not one of somebody's history. */
  readonly username: string | undefined;
  /** Where it comes from, as far as the caller may be believed. */
  readonly address: string | undefined;
  /** Where it came in plain. */
  readonly password?: string;
  /** The challenge that it answers, if it is not the first step. */
  readonly answers?: string;
}

/**
 * Does a step of a sign-in under the pool's threat protection: a blocked address is refused, of which the user may be
 * told, and what came of the step goes into the user's history. Without threat protection it is `work` alone.
 */
export async function guardSignIn<Result>(
  services: Services,
  step: Step,
  work: () => Promise<Outcome<Result>>,
  eventIdOf: (result: Result) => string,
): Promise<Outcome<Result>> {
  const protection = threatProtection(step.pool);
  if (protection === "OFF" || step.username === undefined) return work();
  const verdict = await verdictOnAddress(services, step, step.address);
  const blocked = verdict === "blocked" && protection === "ENFORCED";
  const judged = step.password !== undefined && verdict !== "skipped";
  const compromised = judged && (await judgePassword(services, step, "SIGN_IN", step.password)) !== "fine";
  try {
    if (blocked) {
      const reason = "the address is on the block list";
      throw new CognitoError("NotAuthorizedException", "Unable to login because of security reasons.", reason);
    }
    const outcome = await work();
    if ("signedIn" in outcome) {
      await record(services, step, { blocked, compromised, eventId: eventIdOf(outcome.signedIn) });
    }
    return outcome;
  } catch (error) {
    if (error instanceof CognitoError) await record(services, step, { blocked, compromised });
    throw error;
  }
}

async function record(
  services: Services,
  step: Step,
  { eventId, ...risk }: { blocked: boolean; compromised: boolean; eventId?: string },
): Promise<void> {
  const { pool, client, username = "", address } = step;
  const user = await services.database.users.find(pool, username);
  if (!user) return;
  const response = eventId === undefined ? "Fail" : "Pass";
  const result = eventId === undefined ? "Failure" : "Success";
  const challenges = challengesOf(step, usesMfa(pool, user), result);
  const happened = { type: "SignIn", response, clientId: client.id, challenges, address, eventId, ...risk } as const;
  const event = await recordAuthEvent(services, { pool, user }, happened);
  if (!event || !risk.blocked) return;
  await tellOfBlock(services, { pool, user }, event, await riskConfigurationFor(services, pool, client.id));
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
  ChallengeResponse: ChallengeResponseType["ChallengeResponse"],
): ChallengeResponseType[] {
  if (answers === undefined || ofPassword.includes(answers)) return [{ ChallengeName: "Password", ChallengeResponse }];
  if (inItsPlace(answers, hasSecond)) return [{ ChallengeName: "Mfa", ChallengeResponse }];
  return [
    { ChallengeName: "Password", ChallengeResponse: "Success" },
    { ChallengeName: "Mfa", ChallengeResponse },
  ];
}

/** What tokens that the service has just made name as their event. */
export const eventIdOfTokens = ({ AccessToken = "" }: AuthenticationResultType): string =>
  JSON.parse(Buffer.from(AccessToken.split(".")[1] ?? "", "base64url").toString()).event_id;
