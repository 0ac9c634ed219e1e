import * as z from "zod";
import { logDeliveryIdOf } from "../../domain/log-delivery/log-delivery.ts";
import { findReplica, noReplica } from "../../domain/replica/find-replica.ts";
import { describeReplica, replicaId, seenThrough } from "../../domain/replica/replica.ts";
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
    await services.database.transaction(async ({ replicas, logDeliveries }) => {
      if (!(await replicas.delete(pool.id, replicaId))) noReplica(pool, region);
      await logDeliveries.delete(pool.id, logDeliveryIdOf(seenThrough(pool, replica)));
    });
    return { UserPoolReplica: describeReplica(pool, replica, services.accountId, "DELETING") };
  },
});
