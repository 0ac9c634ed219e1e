import * as z from "zod";
import { changeMfaConfig, describeMfaConfig } from "../../domain/pool/mfa-config.ts";
import { defineOperation } from "../operation.ts";
import {
  EmailMfaConfig,
  SmsMfaConfig,
  SoftwareTokenMfaConfig,
  UserPoolId,
  UserPoolMfa,
  WebAuthnConfiguration,
} from "../shapes/index.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SetUserPoolMfaConfig.html */
export const SetUserPoolMfaConfig = defineOperation({
  name: "SetUserPoolMfaConfig",
  auth: "pool",
  input: z.object({
    UserPoolId,
    SmsMfaConfiguration: SmsMfaConfig.optional(),
    SoftwareTokenMfaConfiguration: SoftwareTokenMfaConfig.optional(),
    EmailMfaConfiguration: EmailMfaConfig.optional(),
    MfaConfiguration: UserPoolMfa.optional(),
    WebAuthnConfiguration: WebAuthnConfiguration.optional(),
  }),
  errors: ["FeatureUnavailableInTierException"],

  async handle(input, { pool: { id } }, services) {
    const changed = await services.database.pools.update(id, (pool) => changeMfaConfig(services, pool, input));
    if (!changed) return services.fail("ResourceNotFoundException", `User pool ${id} does not exist.`);
    return describeMfaConfig(changed);
  },
});
