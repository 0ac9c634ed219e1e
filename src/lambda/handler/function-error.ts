import { inspect } from "node:util";
import type { FunctionError } from "../payload.ts";

/** What was thrown, as Lambda's Node.js runtime reports it. */
export function functionError(thrown: unknown): FunctionError {
  if (!(thrown instanceof Error)) return { errorType: typeof thrown, errorMessage: String(thrown) };
  return { errorType: thrown.name, errorMessage: thrown.message };
}

/** With its stack, for the log. */
export const inFull = (thrown: unknown): string => inspect(thrown);
