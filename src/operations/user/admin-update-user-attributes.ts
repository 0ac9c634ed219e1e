import * as z from "zod";
import { occasionIn } from "../../domain/trigger/occasion.ts";
import { changesOf } from "../../domain/user/attributes.ts";
import { updateAttributes } from "../../domain/user/update-attributes.ts";
import { defineOperation } from "../operation.ts";
import { AttributeList, ClientMetadata, Username, UserPoolId } from "../shapes/index.ts";
import { triggerExceptions } from "../trigger-exceptions.ts";
import { findUser } from "./find-user.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminUpdateUserAttributes.html */
export const AdminUpdateUserAttributes = defineOperation({
  name: "AdminUpdateUserAttributes",
  auth: "pool",
  input: z.object({ UserPoolId, Username, UserAttributes: AttributeList, ClientMetadata: ClientMetadata.optional() }),
  errors: [
    "AliasExistsException",
    "CodeDeliveryFailureException",
    "LimitExceededException",
    "UserNotFoundException",
    ...triggerExceptions,
  ],

  async handle(input, { pool, origin }, services) {
    const user = await findUser(services, pool, input.Username);
    const occasion = occasionIn({ origin }, input.ClientMetadata);
    await updateAttributes(services, pool, user, changesOf(input.UserAttributes), occasion);
    return {};
  },
});
