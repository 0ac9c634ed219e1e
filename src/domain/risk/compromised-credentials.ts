import type { EventFilterType } from "@aws-sdk/client-cognito-identity-provider";
import { fail } from "../../errors.ts";
import type { Services } from "../services.ts";
import type { User } from "../user/user.ts";
import { type AddressedCall, verdictOnAddress } from "./address.ts";
import { riskConfigurationFor, threatProtection } from "./threat-protection.ts";

type Judging = Pick<Services, "database" | "breachedPasswords">;

/** What a password is worth at an event: `noted` goes into the user's history, `blocked` is refused as well. */
export type Verdict = "fine" | "noted" | "blocked";

/**
 * Judges a password that somebody signs up or in with, or changes theirs to, by what holds for the client. None is judged
 * that comes from an address which the client's pool skips.
 */
export async function judgePassword(
  services: Judging,
  { pool, client, address }: AddressedCall,
  event: EventFilterType,
  password: string,
): Promise<Verdict> {
  const protection = threatProtection(pool);
  if (protection === "OFF") return "fine";
  const configuration = await riskConfigurationFor(services, pool, client.id);
  const { EventFilter, Actions } = configuration?.content.CompromisedCredentialsRiskConfiguration ?? {};
  if (!EventFilter?.includes(event) || !services.breachedPasswords.has(password)) return "fine";
  if (verdictOnAddress(configuration, address) === "skipped") return "fine";
  return protection === "ENFORCED" && Actions?.EventAction === "BLOCK" ? "blocked" : "noted";
}

/** Throws InvalidPasswordException for a new password that is known from a breach, where the client's pool blocks those. */
export async function refuseCompromised(
  services: Judging,
  call: AddressedCall,
  event: "SIGN_UP" | "PASSWORD_CHANGE",
  password: string,
): Promise<void> {
  if ((await judgePassword(services, call, event, password)) !== "blocked") return;
  fail("InvalidPasswordException", "Provided password cannot be used for security reasons.");
}

/**
 * To be called with a password that was found right: where the pool blocks those known from a breach, its user has to
 * choose another by the way of a forgotten one. Throws PasswordResetRequiredException.
 */
export async function refuseCompromisedSignIn(
  services: Judging & Pick<Services, "clock">,
  call: AddressedCall,
  user: User,
  password: string,
): Promise<void> {
  if ((await judgePassword(services, call, "SIGN_IN", password)) !== "blocked") return;
  const modifiedAt = services.clock.now();
  await services.database.users.update(call.pool, user.sub, (present) => ({
    ...present,
    status: present.status === "CONFIRMED" ? "RESET_REQUIRED" : present.status,
    modifiedAt,
  }));
  fail("PasswordResetRequiredException", undefined, "the password is known from a breach");
}
