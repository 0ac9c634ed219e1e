import * as z from "zod";
import { sessionConfiguration } from "../../domain/pool/pool.ts";
import { defineOperation } from "../operation.ts";
import { UserPoolId } from "../shapes/index.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUserPoolSessionConfiguration.html */
export const GetUserPoolSessionConfiguration = defineOperation({
  name: "GetUserPoolSessionConfiguration",
  auth: "pool",
  input: z.object({ UserPoolId }),
  errors: [],

  async handle(_input, { pool }) {
    return { UserPoolId: pool.id, ...sessionConfiguration(pool) };
  },
});
