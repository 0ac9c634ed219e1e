import { refuseCompromisedSignIn } from "../risk/compromised-credentials.ts";
import type { Services } from "../services.ts";
import { adoptPassword } from "../user/password.ts";
import type { User } from "../user/user.ts";
import { checkHasPassword, checkMayGoOn } from "./gates.ts";
import { guessPassword } from "./lockout.ts";
import type { SignInState } from "./sign-in.ts";
import { wrongAnswer } from "./wrong-answer.ts";

/** Throws NotAuthorizedException, as a wrong answer, unless it is the user's; nobody has any. */
export async function checkPassword(
  { passwords }: Pick<Services, "passwords">,
  user: User | undefined,
  password: string,
): Promise<void> {
  const kept = user?.credentials.password;
  if (!kept) {
    await passwords.verifyNothing(password);
    wrongAnswer("NotAuthorizedException", undefined, user ? "the user has no password" : "there is no such user");
  }
  if (!(await passwords.verify(kept.hash, password))) {
    wrongAnswer("NotAuthorizedException", undefined, "the password is wrong");
  }
}

/**
 * The state after `password` has proven right. Throws NotAuthorizedException, as a wrong answer, for a wrong one, and for
 * any while too many were wrong; what somebody without a password and nobody at all are told, and how long it takes, is
 * the same. Throws what `checkHasPassword` and `checkMayGoOn` throw.
 */
export async function provePassword(services: Services, state: SignInState, password: string): Promise<SignInState> {
  const { pool, client, user, nobody, failed } = state;
  checkHasPassword(client, user);
  await guessPassword(services, user, () => checkPassword(services, nobody ? undefined : user, password), failed);
  checkMayGoOn(pool, user, services.clock.now());
  const call = { ...state, address: state.context.origin.ipAddress };
  await refuseCompromisedSignIn(services, call, user, password);
  const adopted = await adoptPassword(services, pool, user, password);
  return { ...state, user: adopted, proven: ["password"] };
}
