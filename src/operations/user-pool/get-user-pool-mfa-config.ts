import * as z from "zod";
import { describeMfaConfig } from "../../domain/pool/mfa-config.ts";
import { defineOperation } from "../operation.ts";
import { UserPoolId } from "../shapes/index.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUserPoolMfaConfig.html */
export const GetUserPoolMfaConfig = defineOperation({
  name: "GetUserPoolMfaConfig",
  auth: "pool",
  input: z.object({ UserPoolId }),
  errors: [],

  async handle(_input, { pool }) {
    return describeMfaConfig(pool);
  },
});
