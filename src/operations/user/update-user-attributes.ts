import * as z from "zod";
import { occasionIn } from "../../domain/trigger/occasion.ts";
import { changesOf, checkWritable } from "../../domain/user/attributes.ts";
import { updateAttributes } from "../../domain/user/update-attributes.ts";
import { defineOperation } from "../operation.ts";
import { AttributeList, ClientMetadata, TokenModel } from "../shapes/index.ts";
import { triggerExceptions } from "../trigger-exceptions.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateUserAttributes.html */
export const UpdateUserAttributes = defineOperation({
  name: "UpdateUserAttributes",
  auth: "user",
  input: z.object({
    UserAttributes: AttributeList,
    AccessToken: TokenModel,
    ClientMetadata: ClientMetadata.optional(),
  }),
  errors: [
    "AliasExistsException",
    "CodeDeliveryFailureException",
    "LimitExceededException",
    "UserNotFoundException",
    ...triggerExceptions,
  ],

  async handle({ UserAttributes, ClientMetadata: metadata }, caller, services) {
    const { pool, client, user } = caller;
    const changes = changesOf(UserAttributes);
    checkWritable(client, changes);
    const occasion = occasionIn(caller, metadata);
    return { CodeDeliveryDetailsList: await updateAttributes(services, pool, user, changes, occasion) };
  },
});
