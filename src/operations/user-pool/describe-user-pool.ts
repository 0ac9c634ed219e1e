import { z } from "zod";
import { describePool } from "../../domain/pool/describe-pool.ts";
import { defineOperation } from "../operation.ts";
import { UserPoolId } from "../shapes/index.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeUserPool.html */
export const DescribeUserPool = defineOperation({
  name: "DescribeUserPool",
  auth: "pool",
  input: z.object({ UserPoolId }),
  errors: ["UserPoolTaggingException"],

  async handle(_input, { pool }, services) {
    const users = await services.database.users.count(pool);
    return { UserPool: describePool(pool, { accountId: services.accountId, users }) };
  },
});
