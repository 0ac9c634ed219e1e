import { z } from "zod";
import { findClientOf } from "../../domain/client/authorize.ts";
import { changeClient } from "../../domain/client/change-client.ts";
import { describeClient } from "../../domain/client/describe-client.ts";
import { findPool } from "../find.ts";
import { defineOperation } from "../operation.ts";
import { ClientId, ClientName, clientSettings, UserPoolId } from "../shapes/index.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateUserPoolClient.html */
export const UpdateUserPoolClient = defineOperation({
  name: "UpdateUserPoolClient",
  auth: "developer",
  input: z.object({ UserPoolId, ClientId, ClientName: ClientName.optional(), ...clientSettings }),
  errors: [
    "ConcurrentModificationException",
    "FeatureUnavailableInTierException",
    "InvalidOAuthFlowException",
    "ScopeDoesNotExistException",
  ],

  async handle({ UserPoolId: poolId, ClientId: id, ...input }, developer, services) {
    const pool = await findPool(services, developer, poolId);
    await findClientOf(services, pool, id);
    const changed = await services.database.clients.update(id, (client) => changeClient(services, pool, client, input));
    if (!changed) return services.fail("ResourceNotFoundException", `User pool client ${id} does not exist.`);
    return { UserPoolClient: describeClient(changed) };
  },
});
