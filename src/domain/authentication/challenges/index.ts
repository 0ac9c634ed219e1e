/** Every challenge that can be posed, in the order in which a sign-in needs them. */
import type { Challenge } from "../challenge.ts";
import { devicePasswordVerifier } from "./device-password-verifier.ts";
import { deviceSrpAuth } from "./device-srp-auth.ts";
import { emailOtp } from "./email-otp.ts";
import { mfaSetup } from "./mfa-setup.ts";
import { newPasswordRequired } from "./new-password-required.ts";
import { passwordVerifier } from "./password-verifier.ts";
import { selectMfaType } from "./select-mfa-type.ts";
import { smsMfa } from "./sms-mfa.ts";
import { softwareTokenMfa } from "./software-token-mfa.ts";

export const challenges: readonly Challenge[] = [
  passwordVerifier,
  newPasswordRequired,
  selectMfaType,
  softwareTokenMfa,
  smsMfa,
  emailOtp,
  mfaSetup,
  deviceSrpAuth,
  devicePasswordVerifier,
];
