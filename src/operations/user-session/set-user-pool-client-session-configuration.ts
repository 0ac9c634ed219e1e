import * as z from "zod";
import { findClientOf } from "../../domain/client/find-client.ts";
import { configureClientSessions } from "../../domain/token/configure-sessions.ts";
import { defineOperation } from "../operation.ts";
import { ClientId, ClientSSOSessionConfig, UserPoolId } from "../shapes/index.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SetUserPoolClientSessionConfiguration.html */
export const SetUserPoolClientSessionConfiguration = defineOperation({
  name: "SetUserPoolClientSessionConfiguration",
  auth: "pool",
  input: z.object({ UserPoolId, ClientId, SSOSession: ClientSSOSessionConfig }),
  errors: ["FeatureUnavailableInTierException"],

  async handle({ ClientId: id, SSOSession }, { pool }, services) {
    const { client } = await findClientOf(services, pool, id);
    await configureClientSessions(services, pool, client, SSOSession);
    return { UserPoolId: pool.id, ClientId: client.id, SSOSession };
  },
});
