import type {
  LambdaConfigType,
  UpdateUserPoolRequest,
  UserPoolPolicyType,
  VerificationMessageTemplateType,
} from "@aws-sdk/client-cognito-identity-provider";
import type { FactorSettings, PoolSettings } from "./pool.ts";

/** What CreateUserPool and UpdateUserPool both take, but for the pool's name. */
export type PoolInput = Omit<UpdateUserPoolRequest, "UserPoolId" | "PoolName">;

/** What never changes after CreateUserPool, and the name. */
export type PoolFoundations = Pick<
  PoolSettings,
  "Name" | "SchemaAttributes" | "AliasAttributes" | "UsernameAttributes" | "UsernameConfiguration"
>;

/** What CreateUserPool and UpdateUserPool do not say: the operations to set it are others. */
export type OtherSettings = FactorSettings & Pick<PoolSettings, "SessionConfiguration">;

/** The settings of a pool as AWS describes them after it was given `input`: what was left out stands at its default. */
export function fillSettings(input: PoolInput, others: OtherSettings = {}): Omit<PoolSettings, keyof PoolFoundations> {
  const days = temporaryPasswordDays(input);
  const template = verificationTemplate(input);
  return {
    Policies: policies(input.Policies, days),
    DeletionProtection: input.DeletionProtection ?? "INACTIVE",
    LambdaConfig: lambdaConfig(input.LambdaConfig),
    AutoVerifiedAttributes: unlessEmpty(input.AutoVerifiedAttributes),
    SmsVerificationMessage: template.SmsMessage,
    EmailVerificationMessage: template.EmailMessage,
    EmailVerificationSubject: template.EmailSubject,
    VerificationMessageTemplate: template,
    SmsAuthenticationMessage: input.SmsAuthenticationMessage,
    UserAttributeUpdateSettings: {
      AttributesRequireVerificationBeforeUpdate: [],
      ...input.UserAttributeUpdateSettings,
    },
    MfaConfiguration: input.MfaConfiguration ?? "OFF",
    ...factorSettings(input, others),
    DeviceConfiguration: input.DeviceConfiguration && {
      ChallengeRequiredOnNewDevice: false,
      DeviceOnlyRememberedOnUserPrompt: false,
      ...input.DeviceConfiguration,
    },
    EmailConfiguration: { EmailSendingAccount: "COGNITO_DEFAULT", ...input.EmailConfiguration },
    SmsConfiguration: input.SmsConfiguration,
    UserPoolTags: input.UserPoolTags ?? {},
    AdminCreateUserConfig: {
      AllowAdminCreateUserOnly: false,
      ...input.AdminCreateUserConfig,
      UnusedAccountValidityDays: days,
    },
    UserPoolAddOns: input.UserPoolAddOns && { AdvancedSecurityAdditionalFlows: {}, ...input.UserPoolAddOns },
    DcrConfiguration: input.DcrConfiguration && {
      ...{ EnableStatus: "Enabled", OpenDcrEnabled: false },
      ...input.DcrConfiguration,
    },
    AccountRecoverySetting: input.AccountRecoverySetting,
    UserPoolTier: input.UserPoolTier ?? "ESSENTIALS",
    KeyConfiguration: { KeyType: "AWS_OWNED_KEY", ...input.KeyConfiguration },
    IssuerConfiguration: { Type: "ORIGINAL", ...input.IssuerConfiguration },
    AcrConfiguration: input.AcrConfiguration,
    SessionConfiguration: others.SessionConfiguration,
  };
}

/** AWS shows a list of attributes that is empty as none. */
export const unlessEmpty = <T>(list: T[] | undefined): T[] | undefined => (list?.length ? list : undefined);

/** One value under two names: that of the password policy, and an older one. 0 means the default. */
const temporaryPasswordDays = ({ Policies, AdminCreateUserConfig }: PoolInput): number =>
  Policies?.PasswordPolicy?.TemporaryPasswordValidityDays || AdminCreateUserConfig?.UnusedAccountValidityDays || 7;

/** Without a password policy every kind of character is required; what a given one leaves out is not. */
function policies(given: UserPoolPolicyType | undefined, TemporaryPasswordValidityDays: number): UserPoolPolicyType {
  const required = given?.PasswordPolicy === undefined;
  return {
    PasswordPolicy: {
      MinimumLength: 8,
      RequireUppercase: required,
      RequireLowercase: required,
      RequireNumbers: required,
      RequireSymbols: required,
      ...given?.PasswordPolicy,
      TemporaryPasswordValidityDays,
    },
    SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD"], ...given?.SignInPolicy },
  };
}

/** Whoever turns MFA on has SMS; the other second factors are SetUserPoolMfaConfig's, and stay until it is turned off. */
function factorSettings(
  { MfaConfiguration = "OFF" }: PoolInput,
  { MfaMethods = ["SMS_MFA"], ...others }: OtherSettings,
): FactorSettings {
  const { EmailMfaConfiguration, SoftwareTokenMfaConfiguration, WebAuthnConfiguration } = others;
  if (MfaConfiguration === "OFF") return { WebAuthnConfiguration };
  return { MfaMethods, EmailMfaConfiguration, SoftwareTokenMfaConfiguration, WebAuthnConfiguration };
}

/** The template and the pool's older members of the same meaning say the same; the template wins. */
const verificationTemplate = (input: PoolInput): VerificationMessageTemplateType => ({
  SmsMessage: input.SmsVerificationMessage,
  EmailMessage: input.EmailVerificationMessage,
  EmailSubject: input.EmailVerificationSubject,
  DefaultEmailOption: "CONFIRM_WITH_CODE",
  ...input.VerificationMessageTemplate,
});

/** The older member of the trigger means version V1_0 of the newer one. */
function lambdaConfig(given: LambdaConfigType = {}): LambdaConfigType {
  const { PreTokenGeneration: LambdaArn, PreTokenGenerationConfig } = given;
  if (!LambdaArn || PreTokenGenerationConfig) return given;
  return { ...given, PreTokenGenerationConfig: { LambdaVersion: "V1_0", LambdaArn } };
}
