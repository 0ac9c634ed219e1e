import type { UserPoolTierType } from "@aws-sdk/client-cognito-identity-provider";
import { fail } from "../../errors.ts";
import { acrLevels, acrName } from "./acr.ts";
import type { PoolSettings } from "./pool.ts";

const tiers: readonly UserPoolTierType[] = ["LITE", "ESSENTIALS", "PLUS"];

type Settings = Omit<PoolSettings, "SchemaAttributes" | "Name">;

/** A feature that only pools of some tier, and of those above it, can have (AWS: "User pool feature plans"). */
interface Feature {
  /** As AWS's messages call it. */
  readonly name: string;
  readonly from: UserPoolTierType;
  isUsed(settings: Settings): boolean;
}

const preTokenGeneration = (version: "V2_0" | "V3_0"): Feature => ({
  name: `Token Customization with Pre-Token Generation Lambda ${version}`,
  from: "ESSENTIALS",
  isUsed: ({ LambdaConfig }) => LambdaConfig?.PreTokenGenerationConfig?.LambdaVersion === version,
});

const features: readonly Feature[] = [
  {
    name: "Threat Protection",
    from: "PLUS",
    isUsed: ({ UserPoolAddOns }) =>
      (UserPoolAddOns?.AdvancedSecurityMode ?? "OFF") !== "OFF" ||
      UserPoolAddOns?.AdvancedSecurityAdditionalFlows?.CustomAuthMode !== undefined,
  },
  {
    name: "Passwordless Sign-In",
    from: "ESSENTIALS",
    isUsed: ({ Policies }) =>
      Policies?.SignInPolicy?.AllowedFirstAuthFactors?.some((factor) => factor !== "PASSWORD") ?? false,
  },
  preTokenGeneration("V2_0"),
  preTokenGeneration("V3_0"),
  // AWS's names of those below are not on record.
  {
    name: "Email MFA",
    from: "ESSENTIALS",
    isUsed: ({ MfaMethods }) => MfaMethods?.includes("EMAIL_OTP") ?? false,
  },
  {
    name: "Passkey MFA",
    from: "ESSENTIALS",
    isUsed: ({ WebAuthnConfiguration }) =>
      WebAuthnConfiguration?.FactorConfiguration === "MULTI_FACTOR_WITH_USER_VERIFICATION",
  },
  {
    name: "Password History",
    from: "ESSENTIALS",
    isUsed: ({ Policies }) => (Policies?.PasswordPolicy?.PasswordHistorySize ?? 0) > 0,
  },
  {
    name: "User Session Tracking",
    from: "ESSENTIALS",
    isUsed: ({ SessionConfiguration }) => SessionConfiguration?.UserSessionTracking === "ENABLED",
  },
  {
    name: "Updated Issuer",
    from: "ESSENTIALS",
    isUsed: ({ IssuerConfiguration }) => IssuerConfiguration?.Type === "UPDATED",
  },
  {
    name: "Dynamic Client Registration",
    from: "ESSENTIALS",
    isUsed: ({ DcrConfiguration }) => DcrConfiguration?.EnableStatus === "Enabled",
  },
  {
    name: "Custom ACR Levels",
    from: "ESSENTIALS",
    isUsed: (settings) => acrLevels.some((level) => acrName(settings, level) !== acrName({}, level)),
  },
];

const rank = ({ UserPoolTier = "ESSENTIALS" }: Pick<PoolSettings, "UserPoolTier">): number =>
  tiers.indexOf(UserPoolTier);

/** Is the pool's tier at least this one? */
export const hasTier = (settings: Pick<PoolSettings, "UserPoolTier">, tier: UserPoolTierType): boolean =>
  rank(settings) >= tiers.indexOf(tier);

/** Throws FeatureUnavailableInTierException where the pool's tier has no `feature`, as AWS calls what is beside its settings. */
export function checkFeature(
  settings: Pick<PoolSettings, "UserPoolTier">,
  from: UserPoolTierType,
  feature: string,
): void {
  if (hasTier(settings, from)) return;
  fail(
    "FeatureUnavailableInTierException",
    `The following feature is not available for the ${settings.UserPoolTier} pricing tier configured: ${feature}`,
  );
}

/**
 * Holds a pool's settings to its tier. Throws FeatureUnavailableInTierException, or TierChangeNotAllowedException
 * where the pool had a higher tier `before`.
 */
export function checkTier(settings: Settings, before?: Pick<PoolSettings, "UserPoolTier">): void {
  const beyond = features.filter((feature) => feature.isUsed(settings) && !hasTier(settings, feature.from));
  if (beyond.length === 0) return;
  const names = beyond.map(({ name }) => name).join(", ");
  fail(
    before && rank(before) > rank(settings) ? "TierChangeNotAllowedException" : "FeatureUnavailableInTierException",
    `The following features need to be disabled for the ${settings.UserPoolTier} pricing tier configured: ${names}`,
  );
}
