import { fail } from "../../errors.ts";
import { type AcrLevel, acrLevels, acrName } from "../pool/acr.ts";
import type { MfaMethod, Pool } from "../pool/pool.ts";
import { hasTier } from "../pool/tier.ts";
import type { Factor, SignedIn } from "./sign-in.ts";

/**
 * How surely somebody signs in, where the call asks for it, and how tokens tell it
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-step-up-authentication.html).
 */

/** RFC 8176's names of methods, and Cognito's own. */
const methods: Readonly<Partial<Record<Factor, string>>> = {
  password: "pwd",
  "email-otp": "email_otp",
  "email-mfa": "email_otp",
  "sms-otp": "sms",
  "sms-mfa": "sms",
  "software-token-mfa": "otp",
  passkey: "swk",
  "roaming-passkey": "hwk",
};

/** The second factors that make a password one of a level. */
const besidePassword: Readonly<Record<AcrLevel, readonly MfaMethod[]>> = {
  1: [],
  2: [],
  3: ["SMS_MFA", "EMAIL_OTP"],
  4: ["SOFTWARE_TOKEN_MFA"],
};

export const wantedBesidePassword = (level: AcrLevel): readonly MfaMethod[] => besidePassword[level];

/** The highest level that what was shown comes to; undefined where it comes to none. */
function levelOf(proven: readonly Factor[]): AcrLevel | undefined {
  const has = (...factors: Factor[]) => factors.some((factor) => proven.includes(factor));
  if (has("password") && has("software-token-mfa")) return 4;
  if (has("passkey", "roaming-passkey") || (has("password") && has("sms-mfa", "email-mfa"))) return 3;
  if (has("email-otp", "sms-otp")) return 2;
  return has("password") ? 1 : undefined;
}

/** What tokens tell of how somebody signed in: nothing, unless the sign-in was asked to reach a level. */
export function assuranceOf({ pool, proven, target }: SignedIn): { acr?: string; amr?: readonly string[] } {
  if (target === undefined) return {};
  const level = levelOf(proven);
  const amr = [...new Set(proven.flatMap((factor) => methods[factor] ?? []))];
  return {
    acr: level && acrName(pool.settings, level),
    amr: amr.length > 1 ? [...amr, "mfa"] : amr,
  };
}

/**
 * The levels that a call asks for by TARGET_ACR_VALUES, in its order; names that the pool does not know are left out.
 * Throws InvalidParameterException where it knows none, FeatureUnavailableInTierException.
 */
export function targetLevels({ settings }: Pool, values: string): readonly AcrLevel[] {
  if (!hasTier(settings, "ESSENTIALS")) {
    fail("FeatureUnavailableInTierException", "Step-up authentication is not available for the LITE pricing tier.");
  }
  const levels = levelsNamed(settings, values);
  if (levels.length === 0) fail("InvalidParameterException", "None of the TARGET_ACR_VALUES is one of the user pool.");
  return levels;
}

/** The levels that the pool knows by these names, separated by spaces, in their order; others are left out. */
export const levelsNamed = (settings: Pool["settings"], names: string): readonly AcrLevel[] =>
  names.split(" ").flatMap((name) => acrLevels.find((level) => acrName(settings, level) === name) ?? []);
