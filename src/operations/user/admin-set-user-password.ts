import * as z from "zod";
import { endLockout } from "../../domain/authentication/lockout.ts";
import { changeUser } from "../../domain/user/change-user.ts";
import { choosePassword } from "../../domain/user/password.ts";
import { defineOperation } from "../operation.ts";
import { Password, Username, UserPoolId } from "../shapes/index.ts";
import { findUser } from "./find-user.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminSetUserPassword.html */
export const AdminSetUserPassword = defineOperation({
  name: "AdminSetUserPassword",
  auth: "pool",
  input: z.object({ UserPoolId, Username, Password, Permanent: z.boolean().optional() }),
  errors: [
    "AliasExistsException",
    "InvalidPasswordException",
    "PasswordHistoryPolicyViolationException",
    "UserNotFoundException",
  ],

  async handle(input, { pool }, services) {
    const user = await findUser(services, pool, input.Username);
    const credentials = await choosePassword(services, pool, user, input.Password);
    const modifiedAt = services.clock.now();
    await changeUser(services, pool, user, (latest) => ({
      ...latest,
      status: input.Permanent ? "CONFIRMED" : "FORCE_CHANGE_PASSWORD",
      credentials: { ...latest.credentials, ...credentials },
      modifiedAt,
    }));
    await endLockout(services, user);
    return {};
  },
});
