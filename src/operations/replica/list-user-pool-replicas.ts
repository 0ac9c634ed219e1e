import * as z from "zod";
import { describePrimary, describeReplica, replicaId } from "../../domain/replica/replica.ts";
import { defineOperation } from "../operation.ts";
import { readPageToken } from "../pagination.ts";
import { PaginationKey, UserPoolId } from "../shapes/index.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUserPoolReplicas.html */
export const ListUserPoolReplicas = defineOperation({
  name: "ListUserPoolReplicas",
  auth: "pool",
  input: z.object({ UserPoolId, NextToken: PaginationKey.optional() }),
  errors: [],

  async handle({ NextToken }, { pool }, services) {
    // There are two at most: no page has another after it, and no token was ever given.
    readPageToken(services, ["ListUserPoolReplicas", pool.id], NextToken);
    const replica = await services.database.replicas.get(pool.id, replicaId);
    return {
      UserPoolReplicas: [
        describePrimary(pool, services.accountId),
        ...(replica ? [describeReplica(pool, replica, services.accountId)] : []),
      ],
    };
  },
});
