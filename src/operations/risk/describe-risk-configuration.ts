import * as z from "zod";
import { findClientOf } from "../../domain/client/find-client.ts";
import { describeRiskConfiguration } from "../../domain/risk/new-risk-configuration.ts";
import { checkThreatProtection, riskConfigurationFor } from "../../domain/risk/threat-protection.ts";
import { defineOperation } from "../operation.ts";
import { ClientId, UserPoolId } from "../shapes/index.ts";

/**
 * Of a client without its own it shows the pool's, which holds for it.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeRiskConfiguration.html
 */
export const DescribeRiskConfiguration = defineOperation({
  name: "DescribeRiskConfiguration",
  auth: "pool",
  input: z.object({ UserPoolId, ClientId: ClientId.optional() }),
  errors: ["UserPoolAddOnNotEnabledException"],

  async handle(input, { pool }, services) {
    checkThreatProtection(pool);
    if (input.ClientId !== undefined) await findClientOf(services, pool, input.ClientId);
    const configuration = await riskConfigurationFor(services, pool, input.ClientId);
    return {
      RiskConfiguration: configuration ? describeRiskConfiguration(configuration) : { UserPoolId: pool.id },
    };
  },
});
