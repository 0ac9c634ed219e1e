import * as z from "zod";
import { endLockout } from "../../domain/authentication/lockout.ts";
import { occasionIn } from "../../domain/trigger/occasion.ts";
import { beforeCreation } from "../../domain/trigger/pre-sign-up.ts";
import { fromList } from "../../domain/user/attributes.ts";
import { inviteAgain, inviteUser, sendInvitation } from "../../domain/user/invitation.ts";
import { insertUser } from "../../domain/user/new-user.ts";
import { defineOperation } from "../operation.ts";
import {
  AttributeList,
  ClientMetadata,
  DeliveryMediumList,
  MessageAction,
  Password,
  Username,
  UserPoolId,
} from "../shapes/index.ts";
import { triggerExceptions } from "../trigger-exceptions.ts";
import { describeUser } from "./describe-user.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminCreateUser.html */
export const AdminCreateUser = defineOperation({
  name: "AdminCreateUser",
  auth: "pool",
  input: z.object({
    UserPoolId,
    Username,
    UserAttributes: AttributeList.optional(),
    ValidationData: AttributeList.optional(),
    TemporaryPassword: Password.optional(),
    ForceAliasCreation: z.boolean().optional(),
    MessageAction: MessageAction.optional(),
    DesiredDeliveryMediums: DeliveryMediumList.optional(),
    ClientMetadata: ClientMetadata.optional(),
  }),
  errors: [
    "AliasExistsException",
    "CodeDeliveryFailureException",
    "InvalidPasswordException",
    "UnsupportedUserStateException",
    "UsernameExistsException",
    "UserNotFoundException",
    ...triggerExceptions,
  ],

  async handle(input, { pool, origin }, services) {
    const occasion = occasionIn({ origin }, input.ClientMetadata);
    const { Username: name, TemporaryPassword, MessageAction: action, DesiredDeliveryMediums: mediums } = input;
    if (action === "RESEND") {
      const invited = await inviteAgain(services, pool, name, TemporaryPassword);
      await endLockout(services, invited.user);
      await sendInvitation(services, pool, invited, occasion, mediums);
      return { User: describeUser(invited.user) };
    }
    const attributes = fromList(input.UserAttributes);
    const invited = await inviteUser(services, pool, { name, attributes }, TemporaryPassword);
    const validationData = input.ValidationData && fromList(input.ValidationData);
    await beforeCreation(services, { pool, user: invited.user, attributes, validationData, occasion });
    await insertUser(services.database, pool, invited.user, {
      taken: "User account already exists",
      aliases: input.ForceAliasCreation ? "take-over" : "refuse",
    });
    if (action !== "SUPPRESS") await sendInvitation(services, pool, invited, occasion, mediums);
    return { User: describeUser(invited.user) };
  },
});
