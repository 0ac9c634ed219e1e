import * as z from "zod";
import { changeGroup } from "../../domain/group/change-group.ts";
import { describeGroup } from "../../domain/group/describe-group.ts";
import { defineOperation } from "../operation.ts";
import { Arn, Description, GroupName, Precedence, UserPoolId } from "../shapes/index.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateGroup.html */
export const UpdateGroup = defineOperation({
  name: "UpdateGroup",
  auth: "pool",
  input: z.object({
    GroupName,
    UserPoolId,
    Description: Description.optional(),
    RoleArn: Arn.optional(),
    Precedence: Precedence.optional(),
  }),
  errors: [],

  async handle(input, { pool }, services) {
    const changed = await services.database.groups.update(pool.id, input.GroupName, (group) =>
      changeGroup(services, group, input),
    );
    if (!changed) return services.fail("ResourceNotFoundException", "Group not found.");
    return { Group: describeGroup(changed) };
  },
});
