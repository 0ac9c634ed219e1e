import type { AdvancedSecurityModeType } from "@aws-sdk/client-cognito-identity-provider";
import { fail } from "../../errors.ts";
import type { Pool } from "../pool/pool.ts";
import type { Services } from "../services.ts";
import { type RiskConfiguration, wholePool } from "./risk-configuration.ts";

/** OFF: nothing is looked at. AUDIT: what happens is recorded. ENFORCED: it is acted upon, too. */
export const threatProtection = (pool: Pool): AdvancedSecurityModeType =>
  pool.settings.UserPoolAddOns?.AdvancedSecurityMode ?? "OFF";

/** Throws UserPoolAddOnNotEnabledException for a pool without threat protection. */
export function checkThreatProtection(pool: Pool): void {
  if (threatProtection(pool) === "OFF") fail("UserPoolAddOnNotEnabledException");
}

/** What holds for the client: its own configuration, or else the pool's. */
export async function riskConfigurationFor(
  { database }: Pick<Services, "database">,
  pool: Pool,
  clientId?: string,
): Promise<RiskConfiguration | undefined> {
  const own = clientId === undefined ? undefined : await database.riskConfigurations.get(pool.id, clientId);
  return own ?? (await database.riskConfigurations.get(pool.id, wholePool));
}
