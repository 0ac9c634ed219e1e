import * as z from "zod";
import { defineOperation } from "../operation.ts";
import { Username, UserPoolId } from "../shapes/index.ts";
import { findUser } from "./find-user.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminDeleteUser.html */
export const AdminDeleteUser = defineOperation({
  name: "AdminDeleteUser",
  auth: "pool",
  input: z.object({ UserPoolId, Username }),
  errors: ["UserNotFoundException"],

  async handle(input, { pool }, services) {
    const user = await findUser(services, pool, input.Username);
    if (!(await services.database.users.delete(pool, user.sub))) services.fail("UserNotFoundException");
    return undefined;
  },
});
