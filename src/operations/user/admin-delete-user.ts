import { z } from "zod";
import { findPool, findUser } from "../find.ts";
import { defineOperation } from "../operation.ts";
import { Username, UserPoolId } from "../shapes/index.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminDeleteUser.html */
export const AdminDeleteUser = defineOperation({
  name: "AdminDeleteUser",
  auth: "developer",
  input: z.object({ UserPoolId, Username }),
  errors: ["UserNotFoundException"],

  async handle(input, developer, services) {
    const pool = await findPool(services, developer, input.UserPoolId);
    const user = await findUser(services, pool, input.Username);
    if (!(await services.database.users.delete(pool, user.sub))) services.fail("UserNotFoundException");
    return undefined;
  },
});
