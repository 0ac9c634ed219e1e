import { type MfaMethod, mfaMethodsOf } from "../pool/pool.ts";
import { possibleFactors, secondFactors } from "../user/mfa.ts";
import { wantedBesidePassword } from "./assurance.ts";
import { deviceReplacesMfa } from "./known-device.ts";
import type { Factor, SignInState } from "./sign-in.ts";

/**
 * With any of these proven, no second factor is asked for: a passkey is taken only where it counts as both, if two are wanted;
 * and the pool's own functions know what they want.
 */
const enough: ReadonlySet<Factor> = new Set<Factor>([
  "software-token-mfa",
  "sms-mfa",
  "email-mfa",
  "passkey",
  "roaming-passkey",
  "custom",
]);

/** Those that the level takes which the sign-in is to reach. */
function forTarget({ pool, user, proven, target }: SignInState): readonly MfaMethod[] {
  if (target === undefined || !proven.includes("password")) return [];
  const wanted = wantedBesidePassword(target);
  return possibleFactors(pool, user).filter((method) => wanted.includes(method));
}

/** The second factors of which one is due: those for the level to be reached, or else what the pool and the user want. */
export function dueFactors(state: SignInState): readonly MfaMethod[] {
  const stronger = forTarget(state);
  return stronger.length > 0 ? stronger : secondFactors(state.pool, state.user);
}

/**
 * Has the person shown a first factor in a pool that has second ones, and none of those yet? A remembered device that
 * spares its user the second factor is asked for its own proof, after everything else; it does for no higher level.
 */
export const owesSecondFactor = (state: SignInState): boolean =>
  mfaMethodsOf(state.pool).length > 0 &&
  state.proven.length > 0 &&
  !state.proven.some((factor) => enough.has(factor)) &&
  (forTarget(state).length > 0 || !deviceReplacesMfa(state));

/** Must this second factor be asked for now: as the only one, or as the one that was chosen? */
export function asksFor(state: SignInState, method: MfaMethod): boolean {
  if (!owesSecondFactor(state)) return false;
  const candidates = dueFactors(state);
  return candidates.includes(method) && (candidates.length === 1 || state.chosen === method);
}
