/** The pages that put the sign-in machine's questions. */
import type { QuestionPage } from "../page.ts";
import { chooseFactor } from "./choose-factor.ts";
import { chooseMfa } from "./choose-mfa.ts";
import { enterCode } from "./enter-code.ts";
import { enterPassword } from "./enter-password.ts";
import { newPassword } from "./new-password.ts";
import { setUpMfa } from "./set-up-mfa.ts";
import { usePasskey } from "./use-passkey.ts";

export const questionPages: readonly QuestionPage[] = [
  chooseFactor,
  enterPassword,
  usePasskey,
  newPassword,
  chooseMfa,
  enterCode,
  setUpMfa,
];
