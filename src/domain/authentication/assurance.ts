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

/** What tokens tell of how somebody signed in, if it is asked for: the level by the pool's name for it, and the methods. */
export interface Assurance {
  readonly acr?: string | undefined;
  readonly amr?: readonly string[];
}

/** Nothing, unless the sign-in was asked to reach a level. */
export const assuranceOf = (signedIn: SignedIn): Assurance =>
  signedIn.target === undefined ? {} : assuranceReached(signedIn);

export function assuranceReached({ pool, proven }: Pick<SignedIn, "pool" | "proven">): Assurance {
  const level = levelOf(proven);
  const amr = [...new Set(proven.flatMap((factor) => methods[factor] ?? []))];
  return {
    acr: level && acrName(pool.settings, level),
    amr: amr.length > 1 ? [...amr, "mfa"] : amr,
  };
}

/**
 * What tokens tell of a sign-in at another provider, of which nothing is known here but what it says. `amr` is the
 * provider's: of its methods those count that Cognito knows, and where there is none, `fed` stands for them.
 */
export function assuranceAbroad({ settings }: Pool, level: AcrLevel | undefined, amr: readonly unknown[]): Assurance {
  const told = [...Object.values(methods), "mfa"].filter((method) => amr.includes(method));
  return { acr: level && acrName(settings, level), amr: told.length > 0 ? [...new Set(told)] : ["fed"] };
}

/** The levels that these names stand for, in their order. Names that the pool does not know count for nothing. */
const levelsNamed = ({ settings }: Pool, values: string): AcrLevel[] =>
  values.split(" ").flatMap((value) => acrLevels.find((level) => acrName(settings, level) === value) ?? []);

/** The levels that an app asks for by `acr_values`. Without a word where the pool's plan has none, as at AWS. */
export const knownLevels = (pool: Pool, values = ""): readonly AcrLevel[] =>
  hasTier(pool.settings, "ESSENTIALS") ? levelsNamed(pool, values) : [];

/**
 * The levels that a call asks for by TARGET_ACR_VALUES, in its order; names that the pool does not know are left out.
 * Throws InvalidParameterException where it knows none, FeatureUnavailableInTierException.
 */
export function targetLevels(pool: Pool, values: string): readonly AcrLevel[] {
  if (!hasTier(pool.settings, "ESSENTIALS")) {
    fail("FeatureUnavailableInTierException", "Step-up authentication is not available for the LITE pricing tier.");
  }
  const levels = levelsNamed(pool, values);
  if (levels.length === 0) fail("InvalidParameterException", "None of the TARGET_ACR_VALUES is one of the user pool.");
  return levels;
}
