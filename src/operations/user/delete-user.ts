import * as z from "zod";
import { defineOperation } from "../operation.ts";
import { TokenModel } from "../shapes/index.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUser.html */
export const DeleteUser = defineOperation({
  name: "DeleteUser",
  auth: "user",
  input: z.object({ AccessToken: TokenModel }),
  errors: ["UserNotFoundException"],

  async handle(_input, { pool, user }, { database, fail }) {
    if (!(await database.users.delete(pool, user.sub))) fail("UserNotFoundException");
    return undefined;
  },
});
