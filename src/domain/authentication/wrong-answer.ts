import { CognitoError, type ExceptionName } from "../../errors.ts";

/** A refusal that counts as one of the tries that a session, a person or an address has. */
export class WrongAnswer extends CognitoError {}

export function wrongAnswer(name: ExceptionName, message?: string, reason?: string): never {
  throw new WrongAnswer(name, message, reason);
}
