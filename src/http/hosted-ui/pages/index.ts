/** The pages that people open and send by themselves; the sign-in machine's questions have theirs in questions.ts. */
import type { Page } from "../page.ts";
import { confirm, resendCode } from "./confirm.ts";
import { forgotPassword, resetPassword } from "./forgot-password.ts";
import { selectProvider } from "./select-provider.ts";
import { signIn } from "./sign-in.ts";
import { signUp } from "./sign-up.ts";

export const pages: readonly Page[] = [
  signIn,
  selectProvider,
  signUp,
  confirm,
  resendCode,
  forgotPassword,
  resetPassword,
];
