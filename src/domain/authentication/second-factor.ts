import { type MfaMethod, mfaMethodsOf } from "../pool/pool.ts";
import { secondFactors } from "../user/mfa.ts";
import { deviceReplacesMfa } from "./known-device.ts";
import type { Factor, SignInState } from "./sign-in.ts";

/** With any of these proven, no second factor is asked for: a passkey is taken only where it counts as both, if two are wanted. */
const enough: ReadonlySet<Factor> = new Set<Factor>(["software-token-mfa", "sms-mfa", "email-mfa", "passkey"]);

/**
 * Has the person shown a first factor in a pool that has second ones, and none of those yet? A remembered device that
 * spares its user the second factor is asked for its own proof, after everything else.
 */
export const owesSecondFactor = (state: SignInState): boolean =>
  mfaMethodsOf(state.pool).length > 0 &&
  state.proven.length > 0 &&
  !state.proven.some((factor) => enough.has(factor)) &&
  !deviceReplacesMfa(state);

/** Must this second factor be asked for now: as the only one, or as the one that was chosen? */
export function asksFor(state: SignInState, method: MfaMethod): boolean {
  if (!owesSecondFactor(state)) return false;
  const candidates = secondFactors(state.pool, state.user);
  return candidates.includes(method) && (candidates.length === 1 || state.chosen === method);
}
