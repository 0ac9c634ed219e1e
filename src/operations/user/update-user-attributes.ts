import * as z from "zod";
import { changesOf, checkWritable } from "../../domain/user/attributes.ts";
import { updateAttributes } from "../../domain/user/update-attributes.ts";
import { defineOperation } from "../operation.ts";
import { AttributeList, ClientMetadata, TokenModel } from "../shapes/index.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateUserAttributes.html */
export const UpdateUserAttributes = defineOperation({
  name: "UpdateUserAttributes",
  auth: "user",
  input: z.object({
    UserAttributes: AttributeList,
    AccessToken: TokenModel,
    ClientMetadata: ClientMetadata.optional(),
  }),
  errors: ["AliasExistsException", "CodeDeliveryFailureException", "LimitExceededException", "UserNotFoundException"],

  async handle({ UserAttributes }, { pool, client, user }, services) {
    const changes = changesOf(UserAttributes);
    checkWritable(client, changes);
    return { CodeDeliveryDetailsList: await updateAttributes(services, pool, user, changes) };
  },
});
