import * as z from "zod";
import { recordAuthEvent } from "../../domain/auth-event/record-auth-event.ts";
import { endLockout } from "../../domain/authentication/lockout.ts";
import { refuseCompromised } from "../../domain/risk/compromised-credentials.ts";
import { originOfApp } from "../../domain/token/origin.ts";
import { occasionIn } from "../../domain/trigger/occasion.ts";
import { afterConfirmation } from "../../domain/trigger/post-confirmation.ts";
import { recoverByCode } from "../../domain/user/confirm.ts";
import { findNamedUser } from "../../domain/user/named-user.ts";
import { choosePassword } from "../../domain/user/password.ts";
import { checkCode } from "../../domain/user/verification.ts";
import { defineOperation } from "../operation.ts";
import {
  AnalyticsMetadata,
  ClientId,
  ClientMetadata,
  ConfirmationCode,
  Password,
  SecretHash,
  UserContextData,
  Username,
} from "../shapes/index.ts";
import { triggerExceptions } from "../trigger-exceptions.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ConfirmForgotPassword.html */
export const ConfirmForgotPassword = defineOperation({
  name: "ConfirmForgotPassword",
  auth: "client",
  input: z.object({
    ClientId,
    SecretHash: SecretHash.optional(),
    Username,
    ConfirmationCode,
    Password,
    AnalyticsMetadata: AnalyticsMetadata.optional(),
    UserContextData: UserContextData.optional(),
    ClientMetadata: ClientMetadata.optional(),
  }),
  errors: [
    "AliasExistsException",
    "CodeMismatchException",
    "ExpiredCodeException",
    "InvalidPasswordException",
    "LimitExceededException",
    "PasswordHistoryPolicyViolationException",
    "UserNotFoundException",
    ...triggerExceptions,
  ],

  async handle(input, caller, services) {
    const { client, pool } = caller;
    const user = await findNamedUser(services, { pool, client }, "ConfirmForgotPassword", input.Username);
    if (!user) return services.fail("ExpiredCodeException", undefined, "there is no such user");
    if (!user.enabled) services.fail("NotAuthorizedException", "User is disabled.", "the user is disabled");
    const code = await checkCode(services, user, "forgot-password", input.ConfirmationCode);
    await refuseCompromised(services, caller, "PASSWORD_CHANGE", input.Password);
    const credentials = await choosePassword(services, pool, user, input.Password);
    const recovered = await recoverByCode(services, pool, user, code, credentials);
    await endLockout(services, user);
    const address = originOfApp(client, caller.origin, input.UserContextData).ipAddress;
    const event = { type: "ForgotPassword", response: "Pass", clientId: client.id, address } as const;
    await recordAuthEvent(services, { pool, user }, event);
    const told = { pool, user: recovered, occasion: occasionIn(caller, input.ClientMetadata) };
    await afterConfirmation(services, told, "PostConfirmation_ConfirmForgotPassword");
    return {};
  },
});
