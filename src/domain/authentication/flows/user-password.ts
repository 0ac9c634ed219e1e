import { fail } from "../../../errors.ts";
import { checkSecretHash } from "../../client/check-secret-hash.ts";
import { refuseCompromisedSignIn } from "../../risk/compromised-credentials.ts";
import type { Services } from "../../services.ts";
import { type Attempt, type Flow, findSignInUser } from "../flow.ts";
import { checkMayGoOn, checkMayTry } from "../gates.ts";
import { nextStep } from "../next-step.ts";
import { optional, required } from "../parameters.ts";

/** The password comes in the call itself. */
async function begin(services: Services, attempt: Attempt) {
  const { pool, client, parameters } = attempt;
  const username = required(parameters, "USERNAME");
  const password = required(parameters, "PASSWORD");
  checkSecretHash(client, optional(parameters, "SECRET_HASH"), username);

  const found = await findSignInUser(services, attempt, username);
  if (!found) {
    await services.passwords.verifyNothing(password);
    fail("NotAuthorizedException", undefined, "there is no such user");
  }
  const { user, groups } = found;
  checkMayTry(user);
  const kept = user.credentials.password;
  if (!kept) {
    await services.passwords.verifyNothing(password);
    fail("NotAuthorizedException", undefined, "the user has no password");
  }
  if (!(await services.passwords.verify(kept.hash, password))) {
    fail("NotAuthorizedException", undefined, "the password is wrong");
  }
  checkMayGoOn(pool, user, services.clock.now());
  await refuseCompromisedSignIn(services, { pool, client }, user, password);
  return nextStep(services, { pool, client, user, groups, proven: ["password"] });
}

export const userPassword: Flow = {
  names: ["USER_PASSWORD_AUTH"],
  permission: "ALLOW_USER_PASSWORD_AUTH",
  callers: ["public", "developer"],
  notEnabled: "USER_PASSWORD_AUTH flow not enabled for this client",
  begin,
};

export const adminUserPassword: Flow = {
  names: ["ADMIN_USER_PASSWORD_AUTH", "ADMIN_NO_SRP_AUTH"],
  permission: "ALLOW_ADMIN_USER_PASSWORD_AUTH",
  callers: ["developer"],
  notEnabled: "Auth flow not enabled for this client",
  begin,
};
