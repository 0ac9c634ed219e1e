import { CognitoError } from "../../src/errors.ts";

/** The exception with which `action` is refused; anything else that happens fails the test. */
export function refusal(action: () => unknown): CognitoError {
  try {
    action();
  } catch (error) {
    if (error instanceof CognitoError) return error;
    throw error;
  }
  throw new Error("Nothing was refused.");
}
