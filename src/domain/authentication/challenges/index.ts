/** Every challenge that can be posed, in the order in which a sign-in needs them. */
import type { Challenge } from "../challenge.ts";
import { customChallenge } from "./custom-challenge.ts";
import { devicePasswordVerifier } from "./device-password-verifier.ts";
import { deviceSrpAuth } from "./device-srp-auth.ts";
import { emailOtp } from "./email-otp.ts";
import { mfaSetup } from "./mfa-setup.ts";
import { newPasswordRequired } from "./new-password-required.ts";
import { password } from "./password.ts";
import { passwordSrp } from "./password-srp.ts";
import { passwordVerifier } from "./password-verifier.ts";
import { selectChallenge } from "./select-challenge.ts";
import { selectMfaType } from "./select-mfa-type.ts";
import { smsMfa } from "./sms-mfa.ts";
import { smsOtp } from "./sms-otp.ts";
import { softwareTokenMfa } from "./software-token-mfa.ts";
import { webAuthn } from "./web-authn.ts";

export const challenges: readonly Challenge[] = [
  // First factors.
  selectChallenge,
  passwordSrp,
  passwordVerifier,
  password,
  smsOtp,
  webAuthn,
  // What the pool's own functions ask.
  customChallenge,
  // A password that is the person's own.
  newPasswordRequired,
  // Second factors. A code by mail is either.
  selectMfaType,
  softwareTokenMfa,
  smsMfa,
  emailOtp,
  mfaSetup,
  deviceSrpAuth,
  devicePasswordVerifier,
];
