import * as z from "zod";
import { changeUser } from "../../domain/user/change-user.ts";
import { withoutSoftwareToken } from "../../domain/user/mfa.ts";
import { defineOperation } from "../operation.ts";
import { Username, UserPoolId } from "../shapes/index.ts";
import { findUser } from "../user/find-user.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminDeleteSoftwareToken.html */
export const AdminDeleteSoftwareToken = defineOperation({
  name: "AdminDeleteSoftwareToken",
  auth: "pool",
  input: z.object({ UserPoolId, Username }),
  errors: ["UserNotFoundException"],

  async handle(input, { pool }, services) {
    const user = await findUser(services, pool, input.Username);
    await changeUser(services, pool, user, withoutSoftwareToken);
    return {};
  },
});
