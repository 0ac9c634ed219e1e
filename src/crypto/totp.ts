import { ScureBase32Plugin, verifySync } from "otplib";
import type { Random } from "../random.ts";

/** Time-based one-time passwords as authenticator apps make them (RFC 6238): SHA-1, six digits, 30 seconds. */

const period = 30;
const base32 = new ScureBase32Plugin();

/** A secret of 32 bytes in base32: 52 characters of A-Z and 2-7. */
export const newTotpSecret = (random: Random): string => base32.encode(random.bytes(32));

/**
 * The time step, counted from 1970, of which `code` is the password, if it is one of those about `at`: the present one,
 * the one before, for a slow hand, and the next, for a clock that is fast (RFC 6238 section 5.2).
 */
export function totpStep(secret: string, code: string, at: Date): number | undefined {
  if (!/^[0-9]{6}$/.test(code)) return undefined;
  const epoch = Math.floor(at.getTime() / 1000);
  const result = verifySync({ secret, token: code, epoch, period, epochTolerance: period });
  return result.valid && "timeStep" in result ? result.timeStep : undefined;
}
