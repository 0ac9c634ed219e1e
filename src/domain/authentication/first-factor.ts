import type { AuthFactorType, ChallengeNameType } from "@aws-sdk/client-cognito-identity-provider";
import { allowsFlow } from "../client/client.ts";
import { passkeyReplacesMfa, relyingPartyId, takesPasskeys } from "../passkey/relying-party.ts";
import { type AcrLevel, acrLevels } from "../pool/acr.ts";
import type { Pool } from "../pool/pool.ts";
import type { Services } from "../services.ts";
import { authFactorsOf } from "../user/auth-factors.ts";
import { possibleFactors, usesMfa } from "../user/mfa.ts";
import type { User } from "../user/user.ts";
import { wantedBesidePassword } from "./assurance.ts";
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
  /** The levels that it reaches for this person, by itself or with what is asked for after it. */
  reaches(pool: Pool, user: User): readonly AcrLevel[];
}

const table: readonly FirstFactor[] = [
  {
    ...{ factor: "PASSWORD", challenges: ["PASSWORD_SRP", "PASSWORD"], goesWithMfa: () => true },
    reaches: (pool, user) =>
      acrLevels.filter((level) => {
        const wanted = wantedBesidePassword(level);
        return level === 1 || possibleFactors(pool, user).some((method) => wanted.includes(method));
      }),
  },
  { factor: "EMAIL_OTP", challenges: ["EMAIL_OTP"], goesWithMfa: () => false, reaches: () => [2] },
  { factor: "SMS_OTP", challenges: ["SMS_OTP"], goesWithMfa: () => false, reaches: () => [2] },
  { factor: "WEB_AUTHN", challenges: ["WEB_AUTHN"], goesWithMfa: passkeyReplacesMfa, reaches: () => [3] },
];

/** Pages ask for a password also of people whose app has no choice for them. */
const allows = ({ pool, client }: SignInState, factor: AuthFactorType): boolean =>
  (pool.settings.Policies?.SignInPolicy?.AllowedFirstAuthFactors ?? ["PASSWORD"]).includes(factor) &&
  (factor === "PASSWORD" || allowsFlow(client, "ALLOW_USER_AUTH"));

type Finding = Pick<Services, "database" | "publicUrl">;

/**
 * The challenges among which a person chooses. Whoever has nothing to show is asked for a password all the same, which
 * cannot be right; and for nobody the one that is `preferred` is there, if the pool allows it.
 */
export async function firstFactors(
  services: Finding,
  state: SignInState,
  preferred?: string,
): Promise<readonly ChallengeNameType[]> {
  const { pool, user, target } = state;
  const usable = (await usableFactors(services, state, preferred))
    .filter(({ reaches }) => target === undefined || reaches(pool, user).includes(target))
    .flatMap(({ challenges }) => challenges);
  return usable.length > 0 ? usable : ["PASSWORD_SRP", "PASSWORD"];
}

/** The first of these levels that the person can reach; the lowest of all, if none: tokens tell what was reached. */
export async function reachableLevel(
  services: Finding,
  state: SignInState,
  levels: readonly AcrLevel[],
): Promise<AcrLevel> {
  const usable = await usableFactors(services, state);
  const reachable = usable.flatMap(({ reaches }) => reaches(state.pool, state.user));
  return levels.find((level) => reachable.includes(level)) ?? 1;
}

async function usableFactors(
  services: Finding,
  state: SignInState,
  preferred?: string,
): Promise<readonly FirstFactor[]> {
  const { pool, user, nobody } = state;
  const owned = await authFactorsOf(services, user);
  const withPasskeys = takesPasskeys(pool) && (await relyingPartyId(services, pool)) !== undefined;
  const passwordOnly = user.status === "FORCE_CHANGE_PASSWORD";
  return table
    .filter(({ factor }) => allows(state, factor) && (factor === "PASSWORD" || !passwordOnly))
    .filter(({ factor }) => factor !== "WEB_AUTHN" || withPasskeys)
    .filter(
      ({ factor, challenges }) => owned.includes(factor) || (nobody && challenges.some((one) => one === preferred)),
    )
    .filter(({ goesWithMfa }) => !usesMfa(pool, user) || goesWithMfa(pool, user));
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
