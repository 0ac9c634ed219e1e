import * as z from "zod";
import { describeGroup } from "../../domain/group/describe-group.ts";
import { insertGroup, newGroup } from "../../domain/group/new-group.ts";
import { defineOperation } from "../operation.ts";
import { Arn, Description, GroupName, Precedence, UserPoolId } from "../shapes/index.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateGroup.html */
export const CreateGroup = defineOperation({
  name: "CreateGroup",
  auth: "pool",
  input: z.object({
    GroupName,
    UserPoolId,
    Description: Description.optional(),
    RoleArn: Arn.optional(),
    Precedence: Precedence.optional(),
  }),
  errors: ["GroupExistsException", "LimitExceededException"],

  async handle(input, { pool }, services) {
    const group = newGroup(services, pool, input);
    await insertGroup(services, group);
    return { Group: describeGroup(group) };
  },
});
