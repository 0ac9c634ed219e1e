import type { ExceptionName } from "../../errors.ts";
import { triggerExceptions } from "../trigger-exceptions.ts";

/** What any step of a sign-in may end in, whoever drives it. */
export const signInExceptions = [
  "CodeDeliveryFailureException",
  "MFAMethodNotFoundException",
  "PasswordResetRequiredException",
  "UserNotConfirmedException",
  "UserNotFoundException",
  ...triggerExceptions,
] as const satisfies readonly ExceptionName[];

/** What an answer to a challenge may end in beyond that. */
export const answerExceptions = [
  "AliasExistsException",
  "CodeMismatchException",
  "ExpiredCodeException",
  "InvalidPasswordException",
  "PasswordHistoryPolicyViolationException",
] as const satisfies readonly ExceptionName[];
