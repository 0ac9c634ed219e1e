import * as z from "zod";
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
  ],

  async handle(input, { pool }, services) {
    const { Username: name, TemporaryPassword, MessageAction: action, DesiredDeliveryMediums: mediums } = input;
    if (action === "RESEND") {
      const invited = await inviteAgain(services, pool, name, TemporaryPassword);
      await sendInvitation(services, pool, invited, mediums);
      return { User: describeUser(invited.user) };
    }
    const attributes = fromList(input.UserAttributes);
    const invited = await inviteUser(services, pool, { name, attributes }, TemporaryPassword);
    await insertUser(services.database, pool, invited.user, {
      taken: "User account already exists",
      aliases: input.ForceAliasCreation ? "take-over" : "refuse",
    });
    if (action !== "SUPPRESS") await sendInvitation(services, pool, invited, mediums);
    return { User: describeUser(invited.user) };
  },
});
