import { refuseCompromisedSignIn } from "../risk/compromised-credentials.ts";
import type { Services } from "../services.ts";
import { adoptPassword } from "../user/password.ts";
import { checkMayGoOn } from "./gates.ts";
import type { SignInState } from "./sign-in.ts";
import { wrongAnswer } from "./wrong-answer.ts";

/**
 * The state after `password` has proven right. Throws NotAuthorizedException, as a wrong answer, for a wrong one; what
 * somebody without a password and nobody at all are told, and how long it takes, is the same.
 */
export async function provePassword(services: Services, state: SignInState, password: string): Promise<SignInState> {
  const { pool, user, nobody } = state;
  const kept = nobody ? undefined : user.credentials.password;
  if (!kept) {
    await services.passwords.verifyNothing(password);
    wrongAnswer("NotAuthorizedException", undefined, nobody ? "there is no such user" : "the user has no password");
  }
  if (!(await services.passwords.verify(kept.hash, password))) {
    wrongAnswer("NotAuthorizedException", undefined, "the password is wrong");
  }
  checkMayGoOn(pool, user, services.clock.now());
  await refuseCompromisedSignIn(services, state, user, password);
  await adoptPassword(services, pool, user, password);
  return { ...state, proven: ["password"] };
}
