import * as z from "zod";
import { describePool } from "../../domain/pool/describe-pool.ts";
import { newPool } from "../../domain/pool/new-pool.ts";
import { warnOfWaiting } from "../../domain/pool/not-in-force.ts";
import { warnOfMissingFunctions } from "../../domain/trigger/warn-of-missing.ts";
import { defineOperation } from "../operation.ts";
import { poolFoundations, poolSettings, UserPoolName } from "../shapes/index.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPool.html */
export const CreateUserPool = defineOperation({
  name: "CreateUserPool",
  auth: "developer",
  input: z.object({ PoolName: UserPoolName, ...poolSettings, ...poolFoundations }),
  errors: [
    "FeatureUnavailableInTierException",
    "InvalidEmailRoleAccessPolicyException",
    "InvalidSmsRoleAccessPolicyException",
    "InvalidSmsRoleTrustRelationshipException",
    "LimitExceededException",
    "TierChangeNotAllowedException",
    "UserPoolTaggingException",
  ],

  async handle(input, { region }, services) {
    const { pool, keys } = await newPool(services, { region, input });
    await services.database.pools.insert(pool, keys);
    warnOfWaiting(services, pool);
    warnOfMissingFunctions(services, pool);
    return { UserPool: describePool(pool, { accountId: services.accountId, users: 0 }) };
  },
});
