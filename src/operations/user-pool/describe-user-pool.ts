import * as z from "zod";
import { providerNames } from "../../domain/identity-provider/find-identity-provider.ts";
import { describePool } from "../../domain/pool/describe-pool.ts";
import { domainsOf } from "../../domain/pool-domain/find-domain.ts";
import { estimateUsers } from "../../domain/user/estimate-users.ts";
import { defineOperation } from "../operation.ts";
import { UserPoolId } from "../shapes/index.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeUserPool.html */
export const DescribeUserPool = defineOperation({
  name: "DescribeUserPool",
  auth: "pool",
  input: z.object({ UserPoolId }),
  errors: ["UserPoolTaggingException"],

  async handle(_input, { pool }, services) {
    const [users, domains, providers] = await Promise.all([
      estimateUsers(services, pool),
      domainsOf(services, pool),
      providerNames(services, pool),
    ]);
    return { UserPool: describePool(pool, { accountId: services.accountId, users, domains, providers }) };
  },
});
