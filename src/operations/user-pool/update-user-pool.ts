import * as z from "zod";
import { checkNoImport } from "../../domain/import-job/jobs.ts";
import { changePool } from "../../domain/pool/change-pool.ts";
import { checkTierOfDomains } from "../../domain/pool-domain/check-tier-of-domains.ts";
import { changeReplica } from "../../domain/replica/change-replica.ts";
import { noReplica } from "../../domain/replica/find-replica.ts";
import { type Replica, replicaId } from "../../domain/replica/replica.ts";
import { warnOfMissingFunctions } from "../../domain/trigger/warn-of-missing.ts";
import { defineOperation } from "../operation.ts";
import { poolSettings, UserPoolId, UserPoolName } from "../shapes/index.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateUserPool.html */
export const UpdateUserPool = defineOperation({
  name: "UpdateUserPool",
  auth: "pool",
  input: z.object({ UserPoolId, PoolName: UserPoolName.optional(), ...poolSettings }),
  errors: [
    "ConcurrentModificationException",
    "FeatureUnavailableInTierException",
    "InvalidEmailRoleAccessPolicyException",
    "InvalidSmsRoleAccessPolicyException",
    "InvalidSmsRoleTrustRelationshipException",
    "TierChangeNotAllowedException",
    "UserImportInProgressException",
    "UserPoolTaggingException",
  ],

  async handle(input, { pool: present }, services) {
    const { id, replica } = present;
    if (replica) {
      const change = (before: Replica) => changeReplica(services, before, input);
      if (!(await services.database.replicas.update(id, replicaId, change))) noReplica({ id }, replica.region);
      return {};
    }
    await checkNoImport(services, present);
    await checkTierOfDomains(services, present, input.UserPoolTier ?? present.settings.UserPoolTier);
    const changed = await services.database.pools.update(id, (pool) => changePool(services, pool, input));
    if (!changed) return services.fail("ResourceNotFoundException", `User pool ${id} does not exist.`);
    warnOfMissingFunctions(services, changed);
    return {};
  },
});
