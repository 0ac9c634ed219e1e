import * as z from "zod";
import { AliasAttribute, SchemaAttributesList, UsernameAttribute, VerifiedAttribute } from "./attribute.ts";
import { integer, oneOf, structure, text } from "./constraints.ts";
import { LambdaConfig } from "./lambda-config.ts";
import {
  EmailConfiguration,
  EmailVerificationMessage,
  EmailVerificationSubject,
  MessageTemplate,
  SmsConfiguration,
  SmsVerificationMessage,
  VerificationMessageTemplate,
} from "./message.ts";
import { OAuthFlows, ScopeList } from "./oauth.ts";
import { Arn } from "./primitive.ts";
import { UserPoolTags } from "./tag.ts";

export const UserPoolId = text({ min: 1, max: 55, pattern: "[\\w-]+_[0-9a-zA-Z]+" });

export const UserPoolName = text({ min: 1, max: 128, pattern: "[\\w\\s+=,.@-]+" });

export const PasswordPolicy = z.object({
  MinimumLength: integer({ min: 6, max: 99 }).optional(),
  RequireUppercase: z.boolean().optional(),
  RequireLowercase: z.boolean().optional(),
  RequireNumbers: z.boolean().optional(),
  RequireSymbols: z.boolean().optional(),
  PasswordHistorySize: integer({ min: 0, max: 24 }).optional(),
  TemporaryPasswordValidityDays: integer({ min: 0, max: 365 }).optional(),
});

export const AuthFactor = oneOf("PASSWORD", "EMAIL_OTP", "SMS_OTP", "WEB_AUTHN", "SOFTWARE_TOKEN");

export const SignInPolicy = z.object({ AllowedFirstAuthFactors: z.array(AuthFactor).min(1).max(5).optional() });

export const UserPoolPolicy = z.object({
  PasswordPolicy: PasswordPolicy.optional(),
  SignInPolicy: SignInPolicy.optional(),
});

export const DeletionProtection = oneOf("ACTIVE", "INACTIVE");

export const UserPoolMfa = oneOf("OFF", "ON", "OPTIONAL");

export const UserAttributeUpdateSettings = z.object({
  AttributesRequireVerificationBeforeUpdate: z.array(VerifiedAttribute).optional(),
});

export const DeviceConfiguration = z.object({
  ChallengeRequiredOnNewDevice: z.boolean().optional(),
  DeviceOnlyRememberedOnUserPrompt: z.boolean().optional(),
});

export const AdminCreateUserConfig = z.object({
  AllowAdminCreateUserOnly: z.boolean().optional(),
  UnusedAccountValidityDays: integer({ min: 0, max: 365 }).optional(),
  InviteMessageTemplate: MessageTemplate.optional(),
});

export const AdvancedSecurityAdditionalFlows = z.object({ CustomAuthMode: oneOf("AUDIT", "ENFORCED").optional() });

export const UserPoolAddOns = z.object({
  AdvancedSecurityMode: oneOf("OFF", "AUDIT", "ENFORCED"),
  AdvancedSecurityAdditionalFlows: AdvancedSecurityAdditionalFlows.optional(),
});

/** Dynamic client registration. The public model has no bounds for its lists yet: these are an app client's. */
export const DcrConfiguration = z.object({
  EnableStatus: oneOf("Enabled", "Disabled").optional(),
  OpenDcrEnabled: z.boolean().optional(),
  AuthenticatedGrantTypes: OAuthFlows.optional(),
  OpenDcrGrantTypes: OAuthFlows.optional(),
  AllowedScopes: ScopeList.optional(),
});

export const UsernameConfiguration = z.object({ CaseSensitive: z.boolean() });

export const RecoveryOption = structure("RecoveryOptionType", {
  Priority: integer({ min: 1, max: 2 }),
  Name: oneOf("verified_email", "verified_phone_number", "admin_only"),
});

export const AccountRecoverySetting = z.object({
  RecoveryMechanisms: z.array(RecoveryOption).min(1).max(2).optional(),
});

export const UserPoolTier = oneOf("LITE", "ESSENTIALS", "PLUS");

export const KeyConfiguration = z.object({
  KeyType: oneOf("AWS_OWNED_KEY", "CUSTOMER_MANAGED_KEY").optional(),
  KmsKeyArn: Arn.optional(),
});

export const IssuerConfiguration = z.object({ Type: oneOf("ORIGINAL", "UPDATED").optional() });

export const AcrValue = text({ min: 1, max: 64, pattern: "[\\x21\\x23-\\x5B\\x5D-\\x7E]+" });

export const AcrLevelName = text({ pattern: "^Level[1-4]$" });

export const AcrConfiguration = z.record(AcrLevelName, z.object({ AcrValue }));

/** What CreateUserPool and UpdateUserPool both take, beside the pool's name. */
export const poolSettings = {
  Policies: UserPoolPolicy.optional(),
  DeletionProtection: DeletionProtection.optional(),
  LambdaConfig: LambdaConfig.optional(),
  AutoVerifiedAttributes: z.array(VerifiedAttribute).optional(),
  SmsVerificationMessage: SmsVerificationMessage.optional(),
  EmailVerificationMessage: EmailVerificationMessage.optional(),
  EmailVerificationSubject: EmailVerificationSubject.optional(),
  VerificationMessageTemplate: VerificationMessageTemplate.optional(),
  SmsAuthenticationMessage: SmsVerificationMessage.optional(),
  MfaConfiguration: UserPoolMfa.optional(),
  UserAttributeUpdateSettings: UserAttributeUpdateSettings.optional(),
  DeviceConfiguration: DeviceConfiguration.optional(),
  EmailConfiguration: EmailConfiguration.optional(),
  SmsConfiguration: SmsConfiguration.optional(),
  UserPoolTags: UserPoolTags.optional(),
  AdminCreateUserConfig: AdminCreateUserConfig.optional(),
  UserPoolAddOns: UserPoolAddOns.optional(),
  DcrConfiguration: DcrConfiguration.optional(),
  AccountRecoverySetting: AccountRecoverySetting.optional(),
  UserPoolTier: UserPoolTier.optional(),
  KeyConfiguration: KeyConfiguration.optional(),
  IssuerConfiguration: IssuerConfiguration.optional(),
  AcrConfiguration: AcrConfiguration.optional(),
};

/** What CreateUserPool alone takes, because it never changes afterwards. */
export const poolFoundations = {
  AliasAttributes: z.array(AliasAttribute).optional(),
  UsernameAttributes: z.array(UsernameAttribute).optional(),
  Schema: SchemaAttributesList.optional(),
  UsernameConfiguration: UsernameConfiguration.optional(),
};
