import * as z from "zod";
import { defineOperation } from "../operation.ts";
import { GroupName, Username, UserPoolId } from "../shapes/index.ts";
import { findUser } from "../user/find-user.ts";
import { findGroup } from "./find-group.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminRemoveUserFromGroup.html */
export const AdminRemoveUserFromGroup = defineOperation({
  name: "AdminRemoveUserFromGroup",
  auth: "pool",
  input: z.object({ UserPoolId, Username, GroupName }),
  errors: ["UserNotFoundException"],

  async handle(input, { pool }, services) {
    const group = await findGroup(services, pool, input.GroupName);
    const user = await findUser(services, pool, input.Username);
    await services.database.groups.removeMember(pool.id, group.name, user.sub);
    return undefined;
  },
});
