import * as z from "zod";
import { configureSessions } from "../../domain/token/configure-sessions.ts";
import { defineOperation } from "../operation.ts";
import { UserPoolId, UserPoolTokenSessionConfig, UserSessionTracking } from "../shapes/index.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SetUserPoolSessionConfiguration.html */
export const SetUserPoolSessionConfiguration = defineOperation({
  name: "SetUserPoolSessionConfiguration",
  auth: "pool",
  input: z.object({ UserPoolId, UserSessionTracking, TokenSession: UserPoolTokenSessionConfig }),
  errors: ["FeatureUnavailableInTierException"],

  async handle({ UserSessionTracking: tracking, TokenSession }, { pool }, services) {
    const configuration = { UserSessionTracking: tracking, TokenSession };
    await configureSessions(services, pool, configuration);
    return { UserPoolId: pool.id, ...configuration };
  },
});
