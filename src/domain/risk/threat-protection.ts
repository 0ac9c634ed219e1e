import type {
  AccountTakeoverActionType,
  AdvancedSecurityModeType,
  AuthFlowType,
  RiskLevelType,
} from "@aws-sdk/client-cognito-identity-provider";
import { fail } from "../../errors.ts";
import type { Pool } from "../pool/pool.ts";
import type { Services } from "../services.ts";
import { type RiskConfiguration, wholePool } from "./risk-configuration.ts";

/**
 * What holds for whatever people do but sign in by a custom flow. OFF: nothing is looked at. AUDIT: risks are recorded.
 * ENFORCED: they are acted upon, too.
 */
export const threatProtection = (pool: Pool): AdvancedSecurityModeType =>
  pool.settings.UserPoolAddOns?.AdvancedSecurityMode ?? "OFF";

/** Custom sign-ins have a mode of their own, whatever the other one is (AWS: AdvancedSecurityAdditionalFlowsType). */
const protectionOfCustom = (pool: Pool): AdvancedSecurityModeType =>
  pool.settings.UserPoolAddOns?.AdvancedSecurityAdditionalFlows?.CustomAuthMode ?? "OFF";

/** What holds for sign-ins by this flow. */
export const protectionOfFlow = (pool: Pool, flow: AuthFlowType): AdvancedSecurityModeType =>
  flow === "CUSTOM_AUTH" ? protectionOfCustom(pool) : threatProtection(pool);

/** Whether threat protection is on for anything: then users have a history, of all that they do. */
export const keepsHistory = (pool: Pool): boolean =>
  threatProtection(pool) !== "OFF" || protectionOfCustom(pool) !== "OFF";

/** Throws UserPoolAddOnNotEnabledException for a pool without threat protection. */
export function checkThreatProtection(pool: Pool): void {
  if (!keepsHistory(pool)) fail("UserPoolAddOnNotEnabledException");
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

/** What a configuration has done at a risk of this level; nothing, where it says nothing of it. */
export function actionAt(
  configuration: RiskConfiguration | undefined,
  level: RiskLevelType,
): Pick<AccountTakeoverActionType, "EventAction" | "Notify"> {
  const { LowAction, MediumAction, HighAction } =
    configuration?.content.AccountTakeoverRiskConfiguration?.Actions ?? {};
  const action = { Low: LowAction, Medium: MediumAction, High: HighAction }[level];
  return action ?? { EventAction: "NO_ACTION", Notify: false };
}
