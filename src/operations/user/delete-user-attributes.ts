import * as z from "zod";
import { occasionIn } from "../../domain/trigger/occasion.ts";
import { checkWritable, deletionOf } from "../../domain/user/attributes.ts";
import { updateAttributes } from "../../domain/user/update-attributes.ts";
import { defineOperation } from "../operation.ts";
import { AttributeNameList, TokenModel } from "../shapes/index.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUserAttributes.html */
export const DeleteUserAttributes = defineOperation({
  name: "DeleteUserAttributes",
  auth: "user",
  input: z.object({ UserAttributeNames: AttributeNameList, AccessToken: TokenModel }),
  errors: ["UserNotFoundException"],

  async handle({ UserAttributeNames }, caller, services) {
    const { pool, client, user } = caller;
    const changes = deletionOf(UserAttributeNames);
    checkWritable(client, changes);
    await updateAttributes(services, pool, user, changes, occasionIn(caller));
    return {};
  },
});
