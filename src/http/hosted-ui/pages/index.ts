/**
 * The pages that people open and send by themselves, and those to which links in mails lead; the sign-in machine's
 * questions have theirs in questions.ts.
 */
import type { LinkPage, Page } from "../page.ts";
import { confirm, resendCode } from "./confirm.ts";
import { confirmUser } from "./confirm-user.ts";
import { feedback } from "./feedback.ts";
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

export const linkPages: readonly LinkPage[] = [confirmUser, feedback];
