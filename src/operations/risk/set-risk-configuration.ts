import * as z from "zod";
import { findClientOf } from "../../domain/client/find-client.ts";
import {
  describeRiskConfiguration,
  newRiskConfiguration,
  putRiskConfiguration,
} from "../../domain/risk/new-risk-configuration.ts";
import { checkThreatProtection } from "../../domain/risk/threat-protection.ts";
import { defineOperation } from "../operation.ts";
import {
  AccountTakeoverRiskConfiguration,
  ClientId,
  CompromisedCredentialsRiskConfiguration,
  RiskExceptionConfiguration,
  UserPoolId,
} from "../shapes/index.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SetRiskConfiguration.html */
export const SetRiskConfiguration = defineOperation({
  name: "SetRiskConfiguration",
  auth: "pool",
  input: z.object({
    UserPoolId,
    ClientId: ClientId.optional(),
    CompromisedCredentialsRiskConfiguration: CompromisedCredentialsRiskConfiguration.optional(),
    AccountTakeoverRiskConfiguration: AccountTakeoverRiskConfiguration.optional(),
    RiskExceptionConfiguration: RiskExceptionConfiguration.optional(),
  }),
  errors: ["UserPoolAddOnNotEnabledException"],

  async handle(input, { pool }, services) {
    // As at AWS, what could never be configured is refused in a pool without threat protection too.
    const configuration = newRiskConfiguration(services, pool, input);
    checkThreatProtection(pool);
    if (input.ClientId !== undefined) await findClientOf(services, pool, input.ClientId);
    await putRiskConfiguration(services, configuration);
    return { RiskConfiguration: describeRiskConfiguration(configuration) };
  },
});
