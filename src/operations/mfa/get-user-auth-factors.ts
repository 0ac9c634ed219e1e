import * as z from "zod";
import { defineOperation } from "../operation.ts";
import { TokenModel } from "../shapes/index.ts";
import { describeAuthFactors } from "./describe-auth-factors.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUserAuthFactors.html */
export const GetUserAuthFactors = defineOperation({
  name: "GetUserAuthFactors",
  auth: "user",
  input: z.object({ AccessToken: TokenModel }),
  errors: [],

  async handle(_input, { user }, services) {
    return describeAuthFactors(services, user);
  },
});
