import type { CreateUserPoolRequest } from "@aws-sdk/client-cognito-identity-provider";
import { describe, expect, it } from "vitest";
import { newPool } from "../../src/domain/pool/new-pool.ts";
import { makePool, services } from "./makers.ts";

type Input = Partial<CreateUserPoolRequest>;

const arn = (service: string, resource: string, { region = "us-east-1", account = "123456789012" } = {}) =>
  `arn:aws:${service}:${region}:${account}:${resource}`;
const lambda = (name: string) => arn("lambda", `function:${name}`);
const role = arn("iam", "role/sms", { region: "" });
const identity = (region: string) => arn("ses", "identity/ada@example.com", { region });
const SmsConfiguration = { SnsCallerArn: role };
const demanded = { SmsConfiguration, MfaConfiguration: "ON" } as const;

describe("A new pool", () => {
  const conflicts: [what: string, input: Input, message: string][] = [
    [
      "MFA without a way to send text messages",
      { MfaConfiguration: "OPTIONAL" },
      "SMS configuration and Auto verification for phone_number are required when MFA is required/optional",
    ],
    [
      "verified phone numbers without a way to send text messages",
      { AutoVerifiedAttributes: ["email", "phone_number"] },
      "SMS configuration is required when phone_number is selected for auto verification",
    ],
    [
      "aliases beside username attributes",
      { AliasAttributes: ["preferred_username"], UsernameAttributes: ["email"] },
      "Only one of the aliasAttributes or usernameAttributes can be set in a User pool.",
    ],
    [
      "a recovery mechanism that stands twice",
      {
        AccountRecoverySetting: {
          RecoveryMechanisms: [
            { Priority: 1, Name: "verified_email" },
            { Priority: 2, Name: "verified_email" },
          ],
        },
      },
      "Invalid account recovery setting parameter. Account Recovery Setting cannot have duplicate priorities or recovery mechanisms.",
    ],
    [
      "a recovery priority that stands twice",
      {
        AccountRecoverySetting: {
          RecoveryMechanisms: [
            { Priority: 1, Name: "verified_email" },
            { Priority: 1, Name: "verified_phone_number" },
          ],
        },
      },
      "Invalid account recovery setting parameter. Account Recovery Setting cannot have duplicate priorities or recovery mechanisms.",
    ],
    [
      "recovery by the administrator only, and by mail",
      {
        AccountRecoverySetting: {
          RecoveryMechanisms: [
            { Priority: 1, Name: "admin_only" },
            { Priority: 2, Name: "verified_email" },
          ],
        },
      },
      "Invalid account recovery setting parameter. Account Recovery Setting cannot use admin_only setting with any other recovery mechanisms.",
    ],
    [
      "a verification before the update of what is not verified",
      {
        AutoVerifiedAttributes: ["email"],
        UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ["email", "phone_number"] },
      },
      "All attributes in AttributesRequireVerificationBeforeUpdate must exist in AutoVerifiedAttributes",
    ],
    [
      "two lives of a temporary password",
      {
        Policies: { PasswordPolicy: { TemporaryPasswordValidityDays: 7 } },
        AdminCreateUserConfig: { UnusedAccountValidityDays: 7 },
      },
      "Please use TemporaryPasswordValidityDays in PasswordPolicy instead of UnusedAccountValidityDays",
    ],
    [
      "first factors without the password",
      { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ["EMAIL_OTP"] } } },
      "Password should be configured as one of the allowed first auth factors.",
    ],
    [
      "codes by text message as the first factor without a way to send them",
      { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD", "SMS_OTP"] } } },
      "SMS_OTP can not be configured as AuthFactor as user pool is missing valid SMS configuration",
    ],
    [
      "a code as the first factor beside MFA for everybody",
      { ...demanded, Policies: { SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD", "EMAIL_OTP"] } } },
      "Only PASSWORD and WEB_AUTHN (if configured) can be enabled as an auth factor if MFA is enabled",
    ],
    [
      "passkeys as the first factor beside MFA for everybody",
      { ...demanded, Policies: { SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD", "WEB_AUTHN"] } } },
      "WEB_AUTHN cannot be used as an auth factor when MFA is enabled if not configured for MFA.",
    ],
    [
      "mail through SES without an identity",
      { EmailConfiguration: { EmailSendingAccount: "DEVELOPER" } },
      "Source ARN is required to use DEVELOPER email sending owner",
    ],
    [
      "an SES identity of another region",
      { EmailConfiguration: { EmailSendingAccount: "DEVELOPER", SourceArn: identity("ap-south-1") } },
      "Invalid EmailConfiguration.SourceArn. Provided SourceArn must be in one of the following SES regions: eu-west-1, us-east-1, us-west-2.",
    ],
    ["a sender that is no address", { EmailConfiguration: { From: "Ada" } }, "Provided From email address is invalid"],
    [
      "text messages through another region",
      { SmsConfiguration: { ...SmsConfiguration, SnsRegion: "eu-west-1" } },
      "Invalid snsRegion. Allowed SNS region for us-east-1 is us-east-1",
    ],
    [
      "the role of another account",
      { SmsConfiguration: { SnsCallerArn: arn("iam", "role/sms", { region: "", account: "210987654321" }) } },
      "Cross-account pass role is not allowed.",
    ],
    [
      "a trigger in another region",
      { LambdaConfig: { PreSignUp: arn("lambda", "function:check", { region: "eu-west-1" }) } },
      "Cross-region lambda functions are not supported",
    ],
    [
      "a trigger beside its version in another region",
      {
        LambdaConfig: {
          PreTokenGenerationConfig: {
            LambdaVersion: "V2_0",
            LambdaArn: arn("lambda", "function:claims", { region: "eu-west-1" }),
          },
        },
      },
      "Cross-region lambda functions are not supported",
    ],
    [
      "a custom sender without a key",
      { LambdaConfig: { CustomEmailSender: { LambdaVersion: "V1_0", LambdaArn: lambda("mail") } } },
      "KMSKeyId parameter is required when Custom SMS/Email Lambda trigger is used.",
    ],
    [
      "two functions for the claims of tokens",
      {
        LambdaConfig: {
          PreTokenGeneration: lambda("claims"),
          PreTokenGenerationConfig: { LambdaVersion: "V1_0", LambdaArn: lambda("others") },
        },
      },
      "Cannot use PreTokenGenerationLambda and PreTokenGeneration with different Lambda function ARN's",
    ],
  ];
  it.each(conflicts)("is refused with %s", async (_what, input, message) => {
    await expect(makePool(input)).rejects.toMatchObject({ name: "InvalidParameterException", message });
  });

  it("is refused with an identity of SES that Cognito's own sender may not use", async () => {
    await expect(makePool({ EmailConfiguration: { SourceArn: identity("us-east-1") } })).rejects.toMatchObject({
      name: "InvalidEmailRoleAccessPolicyException",
      message: "Cognito is not allowed to use your email identity",
    });
  });

  it.each<[string, string, Input]>([
    ["us-east-1", "an optional second factor by SMS", { MfaConfiguration: "OPTIONAL", SmsConfiguration }],
    [
      "us-east-1",
      "a trigger of another account",
      { LambdaConfig: { PreSignUp: lambda("check").replace("1234", "9") } },
    ],
    [
      "ap-south-1",
      "an SES identity of its own region, with a named sender",
      {
        EmailConfiguration: {
          EmailSendingAccount: "DEVELOPER",
          SourceArn: identity("ap-south-1"),
          From: "Ada <ada@example.com>",
        },
      },
    ],
    ["ap-northeast-2", "text messages through Tokyo", { SmsConfiguration: { SnsRegion: "ap-northeast-1" } }],
    ["eu-central-1", "text messages through Ireland", { SmsConfiguration: { SnsRegion: "eu-west-1" } }],
  ])("of %s may have %s", async (region, _what, input) => {
    const { pool } = await newPool(services, { region, input: { PoolName: "people", ...input } });
    expect(pool.settings).toMatchObject(input);
  });

  it("of Seoul sends no text messages through Seoul", async () => {
    const input = { PoolName: "people", SmsConfiguration: { SnsRegion: "ap-northeast-2" } };
    await expect(newPool(services, { region: "ap-northeast-2", input })).rejects.toMatchObject({
      message: "Invalid snsRegion. Allowed SNS region for ap-northeast-2 is ap-northeast-1",
    });
  });
});
