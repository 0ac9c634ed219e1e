import * as z from "zod";
import { findReplica, noReplica } from "../../domain/replica/find-replica.ts";
import { describeReplica, replicaId } from "../../domain/replica/replica.ts";
import { defineOperation } from "../operation.ts";
import { RegionName, UserPoolId } from "../shapes/index.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUserPoolReplica.html */
export const DeleteUserPoolReplica = defineOperation({
  name: "DeleteUserPoolReplica",
  auth: "pool",
  input: z.object({ UserPoolId, RegionName }),
  errors: [],

  async handle({ RegionName: region }, { pool }, services) {
    const replica = await findReplica(services, pool, region);
    if (replica.content.active) {
      services.fail("InvalidParameterException", "A replica can be deleted only while its status is INACTIVE.");
    }
    if (!(await services.database.replicas.delete(pool.id, replicaId))) noReplica(pool, region);
    return { UserPoolReplica: describeReplica(pool, replica, services.accountId, "DELETING") };
  },
});
