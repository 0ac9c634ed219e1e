import * as z from "zod";
import { changeClient } from "../../domain/client/change-client.ts";
import { describeClient } from "../../domain/client/describe-client.ts";
import { findClientOf } from "../../domain/client/find-client.ts";
import { findOffers } from "../../domain/client/pool-offers.ts";
import { warnOfLocalUrls } from "../../domain/client/warn-of-local-urls.ts";
import { defineOperation } from "../operation.ts";
import { ClientId, ClientName, clientSettings, UserPoolId } from "../shapes/index.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateUserPoolClient.html */
export const UpdateUserPoolClient = defineOperation({
  name: "UpdateUserPoolClient",
  auth: "pool",
  input: z.object({ UserPoolId, ClientId, ClientName: ClientName.optional(), ...clientSettings }),
  errors: [
    "ConcurrentModificationException",
    "FeatureUnavailableInTierException",
    "InvalidOAuthFlowException",
    "ScopeDoesNotExistException",
  ],

  async handle({ ClientId: id, ...input }, { pool }, services) {
    await findClientOf(services, pool, id);
    const offers = await findOffers(services, pool);
    const changed = await services.database.clients.update(id, (client) =>
      changeClient(services, pool, client, { input, offers }),
    );
    if (!changed) return services.fail("ResourceNotFoundException", `User pool client ${id} does not exist.`);
    warnOfLocalUrls(services, changed);
    return { UserPoolClient: describeClient(changed) };
  },
});
