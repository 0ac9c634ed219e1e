import * as z from "zod";
import { defineOperation } from "../operation.ts";
import { Username, UserPoolId } from "../shapes/index.ts";
import { findUser } from "../user/find-user.ts";
import { describeAuthFactors } from "./describe-auth-factors.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminGetUserAuthFactors.html */
export const AdminGetUserAuthFactors = defineOperation({
  name: "AdminGetUserAuthFactors",
  auth: "pool",
  input: z.object({ UserPoolId, Username }),
  errors: ["UserNotFoundException"],

  async handle(input, { pool }, services) {
    return describeAuthFactors(services, await findUser(services, pool, input.Username));
  },
});
