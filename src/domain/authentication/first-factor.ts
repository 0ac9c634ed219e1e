import type { AuthFactorType, ChallengeNameType } from "@aws-sdk/client-cognito-identity-provider";
import type { Pool } from "../pool/pool.ts";
import type { Services } from "../services.ts";
import { authFactorsOf } from "../user/auth-factors.ts";
import { usesMfa } from "../user/mfa.ts";
import { optional } from "./parameters.ts";
import { provePassword } from "./prove-password.ts";
import type { SignInState } from "./sign-in.ts";

/** One way to begin in USER_AUTH. */
interface FirstFactor {
  /** As a pool's AllowedFirstAuthFactors and a user's factors name it. */
  readonly factor: AuthFactorType;
  /** The challenges by which it is shown. */
  readonly challenges: readonly ChallengeNameType[];
  /** Whether a second factor may follow: a code by mail is none to add another code to. */
  readonly goesWithMfa: boolean;
}

const table: readonly FirstFactor[] = [
  { factor: "PASSWORD", challenges: ["PASSWORD_SRP", "PASSWORD"], goesWithMfa: true },
  { factor: "EMAIL_OTP", challenges: ["EMAIL_OTP"], goesWithMfa: false },
  { factor: "SMS_OTP", challenges: ["SMS_OTP"], goesWithMfa: false },
];

const allowedIn = ({ settings }: Pool): readonly AuthFactorType[] =>
  settings.Policies?.SignInPolicy?.AllowedFirstAuthFactors ?? ["PASSWORD"];

/**
 * The challenges among which a person chooses. Whoever has nothing to show is asked for a password all the same, which
 * cannot be right; and for nobody the one that is `preferred` is there, if the pool allows it.
 */
export function firstFactors({ pool, user, nobody }: SignInState, preferred?: string): readonly ChallengeNameType[] {
  const allowed = allowedIn(pool);
  const owned = authFactorsOf(user);
  const passwordOnly = user.status === "FORCE_CHANGE_PASSWORD";
  const usable = table
    .filter(({ factor }) => allowed.includes(factor))
    .filter(
      ({ factor, challenges }) => owned.includes(factor) || (nobody && challenges.some((one) => one === preferred)),
    )
    .filter(({ goesWithMfa }) => goesWithMfa || !(passwordOnly || usesMfa(pool, user)))
    .flatMap(({ challenges }) => challenges);
  return usable.length > 0 ? usable : ["PASSWORD_SRP", "PASSWORD"];
}

/** Is this the first factor to ask for? */
export const asksForFirst = ({ flow, proven, chosen }: SignInState, challenge: ChallengeNameType): boolean =>
  flow === "USER_AUTH" && proven.length === 0 && chosen === challenge;

/** The state after somebody has chosen how to begin, and may have brought along what that takes. */
export async function chooseFirstFactor(
  services: Services,
  state: SignInState,
  chosen: ChallengeNameType,
  brought: Readonly<Partial<Record<string, string>>>,
): Promise<SignInState> {
  const [password, srpA] = [optional(brought, "PASSWORD"), optional(brought, "SRP_A")];
  if (chosen === "PASSWORD" && password) return provePassword(services, state, password);
  return chosen === "PASSWORD_SRP" && srpA ? { ...state, srpA } : { ...state, chosen };
}
