import * as z from "zod";
import { occasionIn } from "../../domain/trigger/occasion.ts";
import { deletionOf } from "../../domain/user/attributes.ts";
import { updateAttributes } from "../../domain/user/update-attributes.ts";
import { defineOperation } from "../operation.ts";
import { AttributeNameList, Username, UserPoolId } from "../shapes/index.ts";
import { findUser } from "./find-user.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminDeleteUserAttributes.html */
export const AdminDeleteUserAttributes = defineOperation({
  name: "AdminDeleteUserAttributes",
  auth: "pool",
  input: z.object({ UserPoolId, Username, UserAttributeNames: AttributeNameList }),
  errors: ["UserNotFoundException"],

  async handle(input, { pool, origin }, services) {
    const user = await findUser(services, pool, input.Username);
    await updateAttributes(services, pool, user, deletionOf(input.UserAttributeNames), occasionIn({ origin }));
    return {};
  },
});
