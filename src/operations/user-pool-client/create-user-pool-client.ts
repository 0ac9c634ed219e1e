import * as z from "zod";
import { describeClient } from "../../domain/client/describe-client.ts";
import { insertClient } from "../../domain/client/insert-client.ts";
import { newClient } from "../../domain/client/new-client.ts";
import { findOffers } from "../../domain/client/pool-offers.ts";
import { warnOfLocalUrls } from "../../domain/client/warn-of-local-urls.ts";
import { defineOperation } from "../operation.ts";
import { ClientName, ClientSecret, clientSettings, UserPoolId } from "../shapes/index.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolClient.html */
export const CreateUserPoolClient = defineOperation({
  name: "CreateUserPoolClient",
  auth: "pool",
  input: z.object({
    UserPoolId,
    ClientName,
    GenerateSecret: z.boolean().optional(),
    ClientSecret: ClientSecret.optional(),
    ...clientSettings,
  }),
  errors: [
    "FeatureUnavailableInTierException",
    "InvalidOAuthFlowException",
    "LimitExceededException",
    "ScopeDoesNotExistException",
  ],

  async handle(input, { pool }, services) {
    const client = newClient(services, pool, { input, offers: await findOffers(services, pool) });
    await insertClient(services, client);
    warnOfLocalUrls(services, client);
    return { UserPoolClient: describeClient(client) };
  },
});
