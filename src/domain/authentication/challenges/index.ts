/** Every challenge that can be posed, in the order in which a sign-in needs them. */
import type { Challenge } from "../challenge.ts";
import { devicePasswordVerifier } from "./device-password-verifier.ts";
import { deviceSrpAuth } from "./device-srp-auth.ts";
import { newPasswordRequired } from "./new-password-required.ts";
import { passwordVerifier } from "./password-verifier.ts";

export const challenges: readonly Challenge[] = [
  passwordVerifier,
  newPasswordRequired,
  deviceSrpAuth,
  devicePasswordVerifier,
];
