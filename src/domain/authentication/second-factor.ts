import { type MfaMethod, mfaMethodsOf } from "../pool/pool.ts";
import { possibleFactors, secondFactors } from "../user/mfa.ts";
import { wantedBesidePassword } from "./assurance.ts";
import { deviceReplacesMfa } from "./known-device.ts";
import type { Factor, SignInState } from "./sign-in.ts";

/** With any of these proven no second factor is asked for: a passkey is taken only where it counts as both, if two are wanted. */
const enough: ReadonlySet<Factor> = new Set<Factor>([
  "software-token-mfa",
  "sms-mfa",
  "email-mfa",
  "passkey",
  "roaming-passkey",
]);

const hasShownTwo = ({ proven }: SignInState): boolean => proven.some((factor) => enough.has(factor));

const isAtRisk = ({ risk }: SignInState): boolean => risk?.response === "MFA";

/** The pool's own functions know what they want, but nothing of a risk. */
const hasShownEnough = (state: SignInState): boolean =>
  hasShownTwo(state) || (state.proven.includes("custom") && !isAtRisk(state));

/** Those that the level takes which the sign-in is to reach. */
function forTarget({ pool, user, proven, target }: SignInState): readonly MfaMethod[] {
  if (target === undefined || !proven.includes("password")) return [];
  const wanted = wantedBesidePassword(target);
  return possibleFactors(pool, user).filter((method) => wanted.includes(method));
}

/** A code that goes where the first one went proves nothing more. */
const sameAs: Readonly<Partial<Record<MfaMethod, Factor>>> = { EMAIL_OTP: "email-otp", SMS_MFA: "sms-otp" };

/** What the person has, turned on or not, to show beside what is proven. */
const others = ({ pool, user, proven }: SignInState): readonly MfaMethod[] =>
  possibleFactors(pool, user).filter((method) => !proven.some((factor) => factor === sameAs[method]));

/** Could the person be asked for another factor, or has shown enough to be spared it? */
export const couldShowMore = (state: SignInState): boolean => hasShownTwo(state) || others(state).length > 0;

/**
 * The second factors of which one is due: those for the level to be reached, or else what the pool and the user want. Where
 * they want none and the sign-in is at risk, whatever the user has will do.
 */
export function dueFactors(state: SignInState): readonly MfaMethod[] {
  const stronger = forTarget(state);
  if (stronger.length > 0) return stronger;
  const usual = secondFactors(state.pool, state.user);
  return usual.length === 0 && isAtRisk(state) ? others(state) : usual;
}

/**
 * Has the person shown a first factor in a pool that has second ones, and none of those yet? A remembered device that
 * spares its user the second factor is asked for its own proof, after everything else; it does for no higher level, and
 * for no sign-in at risk.
 */
export const owesSecondFactor = (state: SignInState): boolean =>
  mfaMethodsOf(state.pool).length > 0 &&
  state.proven.length > 0 &&
  !hasShownEnough(state) &&
  (forTarget(state).length > 0 || isAtRisk(state) || !deviceReplacesMfa(state));

/** Must this second factor be asked for now: as the only one, or as the one that was chosen? */
export function asksFor(state: SignInState, method: MfaMethod): boolean {
  if (!owesSecondFactor(state)) return false;
  const candidates = dueFactors(state);
  return candidates.includes(method) && (candidates.length === 1 || state.chosen === method);
}
