import type { UserPoolPolicyType } from "@aws-sdk/client-cognito-identity-provider";
import type { PoolSettings } from "./pool.ts";
import type { PoolInput } from "./pool-settings.ts";

/**
 * What UpdateUserPool is given, with what the pool keeps of its settings where they are left out; the rest returns to its
 * default. AWS's documentation says that everything does: what it keeps was measured (go-to-k/cdkd), but for client
 * registration.
 */
export function withKept(input: PoolInput, settings: Partial<PoolSettings>): PoolInput {
  const { DeletionProtection, UserAttributeUpdateSettings, MfaConfiguration, EmailConfiguration } = settings;
  const { SmsConfiguration, UserPoolTags, AccountRecoverySetting, UserPoolTier, KeyConfiguration } = settings;
  const { IssuerConfiguration, DcrConfiguration } = settings;
  return {
    ...{ DeletionProtection, UserAttributeUpdateSettings, MfaConfiguration, EmailConfiguration, SmsConfiguration },
    ...{ UserPoolTags, AccountRecoverySetting, UserPoolTier, KeyConfiguration, IssuerConfiguration, DcrConfiguration },
    ...input,
    Policies: keptPolicies(input, settings),
  };
}

/** Either policy is kept beside a new one of the other kind. */
function keptPolicies(
  { Policies: given, AdminCreateUserConfig }: PoolInput,
  { Policies: kept }: Partial<PoolSettings>,
): UserPoolPolicyType {
  // One value under two names: where the older one is given, it is that which counts.
  const { TemporaryPasswordValidityDays: days, ...policy } = kept?.PasswordPolicy ?? {};
  const keptDays = AdminCreateUserConfig?.UnusedAccountValidityDays ? {} : { TemporaryPasswordValidityDays: days };
  return {
    PasswordPolicy: given?.PasswordPolicy ?? (kept?.PasswordPolicy && { ...policy, ...keptDays }),
    SignInPolicy: { ...kept?.SignInPolicy, ...given?.SignInPolicy },
  };
}
