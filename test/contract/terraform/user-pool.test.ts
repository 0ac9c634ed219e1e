import { describe, expect, it } from "vitest";
import { databases, startForAll } from "../../support/start.ts";
import { type PoolConfiguration, TerraformPool } from "./user-pool.ts";

const account = "123456789012";
const lambda = (name: string) => `arn:aws:lambda:us-east-1:${account}:function:${name}`;
const sms = { ExternalId: "test", SnsCallerArn: `arn:aws:iam::${account}:role/sms` };
const recovery = { RecoveryMechanisms: [{ Name: "verified_email" as const, Priority: 1 }] };
const template = "Your username is {username} and temporary password is {####}. ";
const sender = {
  ...{
    EmailSendingAccount: "DEVELOPER" as const,
    From: "no-reply@example.com",
    ReplyToEmailAddress: "help@example.com",
  },
  SourceArn: `arn:aws:ses:us-east-1:${account}:identity/no-reply@example.com`,
};
const policy = { MinimumLength: 7, PasswordHistorySize: 0, RequireLowercase: true, RequireSymbols: true };
const everyTrigger = {
  ...{ CreateAuthChallenge: lambda("a"), CustomMessage: lambda("a"), DefineAuthChallenge: lambda("a") },
  ...{ PostAuthentication: lambda("a"), PostConfirmation: lambda("a"), PreAuthentication: lambda("a") },
  ...{ PreSignUp: lambda("a"), PreTokenGeneration: lambda("a"), UserMigration: lambda("a") },
  VerifyAuthChallengeResponse: lambda("a"),
};
const attribute = { DeveloperOnlyAttribute: false, Mutable: true, Required: false };

/** Configurations, each applied to the same pool after the one before it, as the provider's acceptance tests do. */
const histories: Record<string, PoolConfiguration[]> = {
  "a name alone": [{}],
  "deletion protection": [{ DeletionProtection: "ACTIVE" }, {}],
  "a recovery setting": [
    { AccountRecoverySetting: recovery },
    { AccountRecoverySetting: { RecoveryMechanisms: [{ Name: "verified_phone_number", Priority: 1 }] } },
  ],
  invitations: [
    {
      AdminCreateUserConfig: {
        AllowAdminCreateUserOnly: true,
        InviteMessageTemplate: { EmailMessage: template, EmailSubject: "Foo {####}", SMSMessage: template },
      },
    },
    { AdminCreateUserConfig: { AllowAdminCreateUserOnly: false }, PasswordPolicy: policy },
  ],
  "a password policy": [
    { PasswordPolicy: policy },
    { PasswordPolicy: { ...policy, MinimumLength: 9, TemporaryPasswordValidityDays: 14 } },
    { PasswordPolicy: policy, UserPoolTier: "LITE", SignInPolicy: undefined },
  ],
  "threat protection that is taken away": [
    { UserPoolTier: "PLUS", UserPoolAddOns: { AdvancedSecurityMode: "OFF" } },
    {
      UserPoolTier: "PLUS",
      UserPoolAddOns: {
        AdvancedSecurityMode: "ENFORCED",
        AdvancedSecurityAdditionalFlows: { CustomAuthMode: "AUDIT" },
      },
    },
    { UserPoolTier: "PLUS" },
  ],
  devices: [
    { DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: false } },
    { DeviceConfiguration: {} },
    {},
  ],
  "verification messages": [
    {
      ...{ EmailVerificationMessage: "Foo {####} Bar", EmailVerificationSubject: "FooBar {####}" },
      SmsVerificationMessage: "{####} Baz",
      VerificationMessageTemplate: { DefaultEmailOption: "CONFIRM_WITH_CODE" },
    },
    {
      VerificationMessageTemplate: {
        ...{ DefaultEmailOption: "CONFIRM_WITH_LINK", EmailMessage: "foo {####} bar", EmailSubject: "foobar {####}" },
        ...{ EmailMessageByLink: "{##foobar##}", EmailSubjectByLink: "foobar", SmsMessage: "{####} baz" },
      },
      ...{ EmailVerificationMessage: "foo {####} bar", EmailVerificationSubject: "foobar {####}" },
      SmsVerificationMessage: "{####} baz",
    },
  ],
  "MFA by text message": [
    { MfaConfiguration: "ON", AccountRecoverySetting: recovery, SmsConfiguration: sms },
    {},
    { MfaConfiguration: "OPTIONAL", SmsConfiguration: sms, SmsAuthenticationMessage: "Your code: {####}" },
  ],
  "MFA by text message, with software tokens off": [
    { MfaConfiguration: "ON", SmsConfiguration: sms, SoftwareTokenMfaConfiguration: { Enabled: false } },
    { MfaConfiguration: "ON", SmsConfiguration: sms, SoftwareTokenMfaConfiguration: { Enabled: true } },
    {},
  ],
  "MFA by software token, then by text message": [
    { MfaConfiguration: "ON", SoftwareTokenMfaConfiguration: { Enabled: true } },
    { MfaConfiguration: "ON", SoftwareTokenMfaConfiguration: { Enabled: true }, PasswordPolicy: policy },
    { MfaConfiguration: "ON", SmsConfiguration: sms },
    {},
  ],
  "MFA by mail": [
    { MfaConfiguration: "ON", EmailConfiguration: sender, EmailMfaConfiguration: {}, AccountRecoverySetting: recovery },
    {
      ...{ MfaConfiguration: "ON", EmailConfiguration: sender, AccountRecoverySetting: recovery },
      EmailMfaConfiguration: { Message: "{####}", Subject: "Your code" },
    },
  ],
  passkeys: [
    {
      SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD", "WEB_AUTHN", "EMAIL_OTP"] },
      WebAuthnConfiguration: { RelyingPartyId: "auth.example.com", UserVerification: "preferred" },
    },
    {
      SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD"] },
      WebAuthnConfiguration: { RelyingPartyId: "auth.example.com", UserVerification: "required" },
    },
  ],
  triggers: [
    { LambdaConfig: everyTrigger },
    {
      LambdaConfig: {
        KMSKeyID: `arn:aws:kms:us-east-1:${account}:key/k`,
        CustomEmailSender: { LambdaArn: lambda("mail"), LambdaVersion: "V1_0" },
      },
    },
    { LambdaConfig: { PreTokenGenerationConfig: { LambdaArn: lambda("b"), LambdaVersion: "V2_0" } } },
    {},
  ],
  "sign-in names": [
    {
      ...{ UsernameAttributes: ["email"], AutoVerifiedAttributes: ["email"] },
      UsernameConfiguration: { CaseSensitive: false },
      UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ["email"] },
    },
    { UsernameAttributes: ["email"], UsernameConfiguration: { CaseSensitive: false } },
  ],
  aliases: [{ AliasAttributes: ["preferred_username", "email"], AutoVerifiedAttributes: ["email"] }],
  "a schema": [
    {
      Schema: [
        {
          ...{ ...attribute, Name: "email", AttributeDataType: "String", Mutable: false, Required: true },
          StringAttributeConstraints: { MinLength: "5", MaxLength: "10" },
        },
        { ...attribute, Name: "text", AttributeDataType: "String" },
        { ...attribute, Name: "count", AttributeDataType: "Number" },
        { ...attribute, Name: "flag", AttributeDataType: "Boolean", DeveloperOnlyAttribute: true, Mutable: false },
        { ...attribute, Name: "since", AttributeDataType: "DateTime" },
      ],
    },
  ],
  "tags, and then another change": [
    { UserPoolTags: { team: "identity" } },
    { UserPoolTags: { team: "identity" }, AutoVerifiedAttributes: ["email"] },
  ],
};

describe.each(databases)("Terraform's aws_cognito_user_pool, on %s", async (kind) => {
  const service = await startForAll(kind);

  it.each(Object.entries(histories))(
    "sees nothing to change after it applied %s",
    async (_, [first = {}, ...later]) => {
      const pool = await TerraformPool.create(service.current.sdk(), first);
      expect(await pool.plan()).toEqual([]);
      for (const configured of later) {
        await pool.update(configured);
        expect(await pool.plan()).toEqual([]);
      }
    },
  );

  /** As the Serverless Framework does to attach a trigger to a pool that is there (its custom resource cognito-user-pool). */
  async function writeBack(UserPoolId: string): Promise<void> {
    const { UserPool = {} } = await service.current.sdk().describeUserPool({ UserPoolId });
    const { UnusedAccountValidityDays: _, ...AdminCreateUserConfig } = UserPool.AdminCreateUserConfig ?? {};
    await service.current.sdk().updateUserPool({ ...UserPool, UserPoolId, AdminCreateUserConfig });
  }

  it.each(Object.entries(histories))(
    "finds a pool with %s unchanged when its description was written back",
    async (_, [configured = {}]) => {
      const { id: UserPoolId } = await TerraformPool.create(service.current.sdk(), configured);
      const seen = async () => {
        const { UserPool } = await service.current.sdk().describeUserPool({ UserPoolId });
        const { $metadata: _, ...mfa } = await service.current.sdk().getUserPoolMfaConfig({ UserPoolId });
        return { ...UserPool, LastModifiedDate: undefined, ...mfa };
      };
      const before = await seen();
      await writeBack(UserPoolId);
      expect(await seen()).toEqual(before);
    },
  );
});
