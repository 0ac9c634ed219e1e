import * as z from "zod";
import { checkSignUpSession, sessionOfConfirmation } from "../../domain/authentication/sign-up-session.ts";
import { occasionIn } from "../../domain/trigger/occasion.ts";
import { afterConfirmation } from "../../domain/trigger/post-confirmation.ts";
import { checkUnconfirmed, confirmByCode } from "../../domain/user/confirm.ts";
import { findNamedUser } from "../../domain/user/named-user.ts";
import { checkCode } from "../../domain/user/verification.ts";
import { defineOperation } from "../operation.ts";
import {
  AnalyticsMetadata,
  ClientId,
  ClientMetadata,
  ConfirmationCode,
  SecretHash,
  Session,
  UserContextData,
  Username,
} from "../shapes/index.ts";
import { triggerExceptions } from "../trigger-exceptions.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ConfirmSignUp.html */
export const ConfirmSignUp = defineOperation({
  name: "ConfirmSignUp",
  auth: "client",
  input: z.object({
    ClientId,
    SecretHash: SecretHash.optional(),
    Username,
    ConfirmationCode,
    ForceAliasCreation: z.boolean().optional(),
    AnalyticsMetadata: AnalyticsMetadata.optional(),
    UserContextData: UserContextData.optional(),
    ClientMetadata: ClientMetadata.optional(),
    Session: Session.optional(),
  }),
  errors: [
    "AliasExistsException",
    "CodeMismatchException",
    "ExpiredCodeException",
    "LimitExceededException",
    "UserNotFoundException",
    ...triggerExceptions,
  ],

  async handle(input, { client, pool, origin }, services) {
    const user = await findNamedUser(services, { pool, client }, "ConfirmSignUp", input.Username);
    if (!user) return services.fail("ExpiredCodeException", undefined, "there is no such user");
    checkUnconfirmed(user);
    const signUp = input.Session && checkSignUpSession(services, client, user, input.Session);
    const code = await checkCode(services, user, "sign-up", input.ConfirmationCode);
    const aliases = input.ForceAliasCreation ? "take-over" : "refuse";
    const confirmed = await confirmByCode(services, pool, user, code, aliases);
    const told = { pool, user: confirmed, occasion: occasionIn({ client, origin }, input.ClientMetadata) };
    await afterConfirmation(services, told, "PostConfirmation_ConfirmSignUp");
    return signUp === "good" ? { Session: sessionOfConfirmation(services, client, user, code) } : {};
  },
});
