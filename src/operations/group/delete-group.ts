import * as z from "zod";
import { defineOperation } from "../operation.ts";
import { GroupName, UserPoolId } from "../shapes/index.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteGroup.html */
export const DeleteGroup = defineOperation({
  name: "DeleteGroup",
  auth: "pool",
  input: z.object({ GroupName, UserPoolId }),
  errors: [],

  async handle(input, { pool }, services) {
    if (!(await services.database.groups.delete(pool.id, input.GroupName))) {
      services.fail("ResourceNotFoundException", "Group not found.");
    }
    return undefined;
  },
});
