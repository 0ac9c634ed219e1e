import * as z from "zod";
import { findReplica, noReplica } from "../../domain/replica/find-replica.ts";
import { describeReplica, replicaId } from "../../domain/replica/replica.ts";
import { defineOperation } from "../operation.ts";
import { RegionName, UpdateReplicaStatus, UserPoolId } from "../shapes/index.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateUserPoolReplica.html */
export const UpdateUserPoolReplica = defineOperation({
  name: "UpdateUserPoolReplica",
  auth: "pool",
  input: z.object({ UserPoolId, RegionName, Status: UpdateReplicaStatus }),
  errors: [],

  async handle({ RegionName: region, Status }, { pool }, services) {
    await findReplica(services, pool, region);
    const modifiedAt = services.clock.now();
    const changed = await services.database.replicas.update(pool.id, replicaId, (replica) => ({
      ...replica,
      content: { ...replica.content, active: Status === "ACTIVE" },
      modifiedAt,
    }));
    if (!changed) return noReplica(pool, region);
    return { UserPoolReplica: describeReplica(pool, changed, services.accountId) };
  },
});
