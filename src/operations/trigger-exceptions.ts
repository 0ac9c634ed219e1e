import type { ExceptionName } from "../errors.ts";

/** What an operation may end in that runs a pool's functions. */
export const triggerExceptions = [
  "InvalidLambdaResponseException",
  "UnexpectedLambdaException",
  "UserLambdaValidationException",
] as const satisfies readonly ExceptionName[];
