import type { AuthFactorType, ChallengeNameType } from "@aws-sdk/client-cognito-identity-provider";
import { hasRelyingParty, passkeyReplacesMfa } from "../passkey/relying-party.ts";
import type { Pool } from "../pool/pool.ts";
import type { Services } from "../services.ts";
import { authFactorsOf } from "../user/auth-factors.ts";
import { usesMfa } from "../user/mfa.ts";
import type { User } from "../user/user.ts";
import { optional } from "./parameters.ts";
import { provePassword } from "./prove-password.ts";
import type { SignInState } from "./sign-in.ts";

/** One way to begin in USER_AUTH. */
interface FirstFactor {
  /** As a pool's AllowedFirstAuthFactors and a user's factors name it. */
  readonly factor: AuthFactorType;
  /** The challenges by which it is shown. */
  readonly challenges: readonly ChallengeNameType[];
  /** Whether it does where two factors are asked for: a code by mail is none to add another code to. */
  goesWithMfa(pool: Pool, user: User): boolean;
}

const table: readonly FirstFactor[] = [
  { factor: "PASSWORD", challenges: ["PASSWORD_SRP", "PASSWORD"], goesWithMfa: () => true },
  { factor: "EMAIL_OTP", challenges: ["EMAIL_OTP"], goesWithMfa: () => false },
  { factor: "SMS_OTP", challenges: ["SMS_OTP"], goesWithMfa: () => false },
  { factor: "WEB_AUTHN", challenges: ["WEB_AUTHN"], goesWithMfa: passkeyReplacesMfa },
];

const allows = (pool: Pool, factor: AuthFactorType): boolean =>
  (pool.settings.Policies?.SignInPolicy?.AllowedFirstAuthFactors ?? ["PASSWORD"]).includes(factor) &&
  (factor !== "WEB_AUTHN" || hasRelyingParty(pool));

/**
 * The challenges among which a person chooses. Whoever has nothing to show is asked for a password all the same, which
 * cannot be right; and for nobody the one that is `preferred` is there, if the pool allows it.
 */
export async function firstFactors(
  services: Pick<Services, "database">,
  { pool, user, nobody }: SignInState,
  preferred?: string,
): Promise<readonly ChallengeNameType[]> {
  const owned = await authFactorsOf(services, user);
  const passwordOnly = user.status === "FORCE_CHANGE_PASSWORD";
  const usable = table
    .filter(({ factor }) => allows(pool, factor) && (factor === "PASSWORD" || !passwordOnly))
    .filter(
      ({ factor, challenges }) => owned.includes(factor) || (nobody && challenges.some((one) => one === preferred)),
    )
    .filter(({ goesWithMfa }) => !usesMfa(pool, user) || goesWithMfa(pool, user))
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
