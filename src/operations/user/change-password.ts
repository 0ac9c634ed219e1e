import * as z from "zod";
import { recordAuthEvent } from "../../domain/auth-event/record-auth-event.ts";
import { checkMayGoOn } from "../../domain/authentication/gates.ts";
import { guessPassword } from "../../domain/authentication/lockout.ts";
import { checkPassword } from "../../domain/authentication/prove-password.ts";
import { countUserCall } from "../../domain/limit/user-limit.ts";
import { refuseCompromised } from "../../domain/risk/compromised-credentials.ts";
import { glimpseOf } from "../../domain/risk/glimpse.ts";
import { choosePassword } from "../../domain/user/password.ts";
import { defineOperation } from "../operation.ts";
import { Password, TokenModel } from "../shapes/index.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ChangePassword.html */
export const ChangePassword = defineOperation({
  name: "ChangePassword",
  auth: "user",
  input: z.object({ PreviousPassword: Password.optional(), ProposedPassword: Password, AccessToken: TokenModel }),
  errors: [
    "InvalidPasswordException",
    "LimitExceededException",
    "PasswordHistoryPolicyViolationException",
    "PasswordResetRequiredException",
    "UserNotFoundException",
  ],

  async handle({ PreviousPassword, ProposedPassword }, { pool, client, user, origin }, services) {
    await countUserCall(services, "ChangePassword", user);
    const event = { type: "PasswordChange", clientId: client.id, ...glimpseOf({ origin }) } as const;
    const record = (response: "Pass" | "Fail") => recordAuthEvent(services, { pool, user }, { ...event, response });
    const present = user.credentials.password;
    // Somebody who has no password yet (who came by another factor) sets the first one here.
    if (present) {
      try {
        await guessPassword(services, user, () => checkPassword(services, user, PreviousPassword ?? ""));
      } catch (error) {
        await record("Fail");
        throw error;
      }
    }
    checkMayGoOn(pool, user, services.clock.now());
    const call = { pool, client, address: origin.ipAddress };
    await refuseCompromised(services, call, "PASSWORD_CHANGE", ProposedPassword);
    const credentials = await choosePassword(services, pool, user, ProposedPassword);
    const modifiedAt = services.clock.now();
    const changed = await services.database.users.update(pool, user.sub, (latest) => {
      // Two changes at once: the second must prove the password that the first one set.
      if (latest.credentials.password?.hash !== present?.hash) {
        services.fail("NotAuthorizedException", undefined, "the password was changed meanwhile");
      }
      return { ...latest, credentials: { ...latest.credentials, ...credentials }, modifiedAt };
    });
    if (!changed) services.fail("UserNotFoundException");
    await record("Pass");
    return {};
  },
});
