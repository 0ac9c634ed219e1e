import * as z from "zod";
import { describeGroup } from "../../domain/group/describe-group.ts";
import { defineOperation } from "../operation.ts";
import { GroupName, UserPoolId } from "../shapes/index.ts";
import { findGroup } from "./find-group.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetGroup.html */
export const GetGroup = defineOperation({
  name: "GetGroup",
  auth: "pool",
  input: z.object({ GroupName, UserPoolId }),
  errors: [],

  async handle(input, { pool }, services) {
    return { Group: describeGroup(await findGroup(services, pool, input.GroupName)) };
  },
});
