import type { Clock } from "../../clock.ts";
import { totpStep } from "../../crypto/totp.ts";
import type { SoftwareToken } from "./user.ts";

/** More than there are codes about both clocks at any time. */
const remembered = 32;

/**
 * The time step of which the code is right: by the service's clock, or by the machine's, for an authenticator app goes
 * on by that one while a test has moved the other.
 */
const stepOf = (clock: Clock, secret: string, code: string): number | undefined =>
  totpStep(secret, code, clock.now()) ?? totpStep(secret, code, clock.machineNow());

/** The token after it accepted `code`; or why it does not: the code is wrong, or was accepted before. */
export function useSoftwareToken(clock: Clock, token: SoftwareToken, code: string): SoftwareToken | "wrong" | "used" {
  const step = stepOf(clock, token.secret, code);
  if (step === undefined) return "wrong";
  if (token.usedSteps.includes(step)) return "used";
  return { ...token, usedSteps: [...token.usedSteps, step].slice(-remembered) };
}

/** A token of which `code` proves that the app has its secret; undefined where the code is wrong. */
export function registerSoftwareToken(
  clock: Clock,
  secret: string,
  code: string,
  friendlyName?: string,
): SoftwareToken | undefined {
  const token = useSoftwareToken(clock, { secret, friendlyName, usedSteps: [] }, code);
  return typeof token === "object" ? token : undefined;
}
