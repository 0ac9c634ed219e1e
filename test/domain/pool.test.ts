import type { CreateUserPoolRequest, UserPoolType } from "@aws-sdk/client-cognito-identity-provider";
import { describe, expect, it } from "vitest";
import { changePool } from "../../src/domain/pool/change-pool.ts";
import { describePool } from "../../src/domain/pool/describe-pool.ts";
import { newPool } from "../../src/domain/pool/new-pool.ts";
import { refusal } from "../aws-json/refusal.ts";
import { makePool, now, services } from "./makers.ts";
import { standardSchema } from "./standard-schema.ts";

type Input = Partial<CreateUserPoolRequest>;

const defaults: UserPoolType = {
  Id: "us-east-1_Example01",
  Name: "people",
  Policies: {
    PasswordPolicy: {
      MinimumLength: 8,
      RequireUppercase: true,
      RequireLowercase: true,
      RequireNumbers: true,
      RequireSymbols: true,
      TemporaryPasswordValidityDays: 7,
    },
    SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD"] },
  },
  DeletionProtection: "INACTIVE",
  LambdaConfig: {},
  LastModifiedDate: now,
  CreationDate: now,
  SchemaAttributes: standardSchema,
  VerificationMessageTemplate: { DefaultEmailOption: "CONFIRM_WITH_CODE" },
  UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: [] },
  MfaConfiguration: "OFF",
  EstimatedNumberOfUsers: 0,
  EmailConfiguration: { EmailSendingAccount: "COGNITO_DEFAULT" },
  UserPoolTags: {},
  AdminCreateUserConfig: { AllowAdminCreateUserOnly: false, UnusedAccountValidityDays: 7 },
  Arn: "arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_Example01",
  UserPoolTier: "ESSENTIALS",
  KeyConfiguration: { KeyType: "AWS_OWNED_KEY" },
  IssuerConfiguration: { Type: "ORIGINAL" },
  AcrConfiguration: {
    Level1: { AcrValue: "urn:cognito:loa:1" },
    Level2: { AcrValue: "urn:cognito:loa:2" },
    Level3: { AcrValue: "urn:cognito:loa:3" },
    Level4: { AcrValue: "urn:cognito:loa:4" },
  },
};

const lambda = (name: string) => `arn:aws:lambda:us-east-1:123456789012:function:${name}`;

describe("A new pool", () => {
  it("is described with every default filled in", async () => {
    const wanted = { region: "us-east-1", id: "us-east-1_Example01", input: { PoolName: "people" } };
    const { pool } = await newPool(services, wanted);
    expect(describePool(pool, { accountId: services.accountId, users: 0 })).toEqual(defaults);
  });

  it("has an id of its region and one key for each kind of token", async () => {
    const { pool, keys } = await newPool(services, { region: "eu-west-1", input: { PoolName: "people" } });
    expect(pool.id).toMatch(/^eu-west-1_[0-9A-Za-z]{9}$/);
    expect(keys.map(({ use }) => use)).toEqual(["id", "access"]);
    expect(new Set(keys.map(({ kid }) => kid)).size).toBe(2);
  });

  it("does not ask for kinds of characters that a given password policy leaves out", async () => {
    const { settings } = await makePool({ Policies: { PasswordPolicy: { MinimumLength: 6, RequireNumbers: true } } });
    expect(settings.Policies?.PasswordPolicy).toEqual({
      MinimumLength: 6,
      RequireUppercase: false,
      RequireLowercase: false,
      RequireNumbers: true,
      RequireSymbols: false,
      TemporaryPasswordValidityDays: 7,
    });
  });

  it.each<[string, Input, number]>([
    ["the password policy", { Policies: { PasswordPolicy: { TemporaryPasswordValidityDays: 30 } } }, 30],
    ["the older member", { AdminCreateUserConfig: { UnusedAccountValidityDays: 2 } }, 2],
    ["neither, as 0 is none", { Policies: { PasswordPolicy: { TemporaryPasswordValidityDays: 0 } } }, 7],
  ])("has temporary passwords that live as long as %s says, under both names", async (_what, input, days) => {
    const { settings } = await makePool(input);
    expect(settings.Policies?.PasswordPolicy?.TemporaryPasswordValidityDays).toBe(days);
    expect(settings.AdminCreateUserConfig?.UnusedAccountValidityDays).toBe(days);
  });

  it("shows its verification messages under both of their names", async () => {
    const { settings } = await makePool({
      EmailVerificationMessage: "Your code: {####}",
      VerificationMessageTemplate: { EmailSubject: "Code" },
    });
    expect(settings).toMatchObject({
      EmailVerificationMessage: "Your code: {####}",
      EmailVerificationSubject: "Code",
      VerificationMessageTemplate: {
        EmailMessage: "Your code: {####}",
        EmailSubject: "Code",
        DefaultEmailOption: "CONFIRM_WITH_CODE",
      },
    });
  });

  it("shows the older form of the token trigger as version V1_0 of the newer", async () => {
    const { settings } = await makePool({ LambdaConfig: { PreTokenGeneration: lambda("claims") } });
    expect(settings.LambdaConfig?.PreTokenGenerationConfig).toEqual({
      LambdaVersion: "V1_0",
      LambdaArn: lambda("claims"),
    });
  });

  it("keeps its tags and its way to sign in, and shows an empty list as none", async () => {
    const { settings } = await makePool({
      UserPoolTags: { team: "identity" },
      UsernameAttributes: ["email"],
      AliasAttributes: [],
      UsernameConfiguration: { CaseSensitive: false },
    });
    expect(settings).toMatchObject({
      UserPoolTags: { team: "identity" },
      UsernameAttributes: ["email"],
      UsernameConfiguration: { CaseSensitive: false },
    });
    expect(settings.AliasAttributes).toBeUndefined();
  });

  it.each<[string, Input, string]>([
    [
      "LITE",
      { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD", "WEB_AUTHN"] } } },
      "Passwordless Sign-In",
    ],
    [
      "LITE",
      { LambdaConfig: { PreTokenGenerationConfig: { LambdaVersion: "V2_0", LambdaArn: lambda("claims") } } },
      "Token Customization with Pre-Token Generation Lambda V2_0",
    ],
    ["ESSENTIALS", { UserPoolAddOns: { AdvancedSecurityMode: "ENFORCED" } }, "Threat Protection"],
    [
      "LITE",
      {
        UserPoolAddOns: { AdvancedSecurityMode: "AUDIT" },
        Policies: { SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD", "EMAIL_OTP"] } },
      },
      "Threat Protection, Passwordless Sign-In",
    ],
  ])("of the tier %s cannot have what belongs to a higher one", async (tier, input, features) => {
    await expect(makePool({ ...input, UserPoolTier: tier as "LITE" | "ESSENTIALS" })).rejects.toMatchObject({
      name: "FeatureUnavailableInTierException",
      message: `The following features need to be disabled for the ${tier} pricing tier configured: ${features}`,
    });
  });

  it("of the tier PLUS has threat protection, and one of LITE a trigger of version V1_0", async () => {
    const plus = await makePool({ UserPoolTier: "PLUS", UserPoolAddOns: { AdvancedSecurityMode: "ENFORCED" } });
    expect(plus.settings.UserPoolAddOns?.AdvancedSecurityMode).toBe("ENFORCED");
    const lite = await makePool({ UserPoolTier: "LITE", LambdaConfig: { PreTokenGeneration: lambda("claims") } });
    expect(lite.settings.UserPoolTier).toBe("LITE");
  });
});

describe("A changed pool", () => {
  it("has what the change does not mention, and AWS does not keep, at its default", async () => {
    const pool = await makePool({
      AutoVerifiedAttributes: ["email"],
      LambdaConfig: { PreSignUp: lambda("check") },
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      EmailVerificationMessage: "Your code: {####}",
      AcrConfiguration: { Level1: { AcrValue: "low" } },
    });
    const changed = changePool(services, { ...pool, id: "us-east-1_Example01" }, {});
    expect(describePool(changed, { accountId: services.accountId, users: 0 })).toEqual(defaults);
  });

  it("keeps its name, its tags, its schema, its names to sign in by, its policies and its client registration", async () => {
    const pool = await makePool({
      UserPoolTags: { team: "identity" },
      Schema: [{ Name: "tenant", AttributeDataType: "String" }],
      AliasAttributes: ["email"],
      UsernameConfiguration: { CaseSensitive: false },
      Policies: {
        PasswordPolicy: { MinimumLength: 20 },
        SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD", "EMAIL_OTP"] },
      },
      DcrConfiguration: { OpenDcrEnabled: true },
    });
    expect(changePool(services, pool, {}).settings).toEqual(pool.settings);
  });

  it("takes a new name, and leaves the pool that it was made from as it was", async () => {
    const pool = await makePool();
    expect(changePool(services, pool, { PoolName: "others" }).settings.Name).toBe("others");
    expect(pool.settings.Name).toBe("people");
  });

  it("is held to the same rules as a new one", async () => {
    const pool = await makePool();
    expect(refusal(() => changePool(services, pool, { AutoVerifiedAttributes: ["phone_number"] }))).toMatchObject({
      name: "InvalidParameterException",
      message: "SMS configuration is required when phone_number is selected for auto verification",
    });
  });

  it("cannot go down to a tier that lacks what it goes on using", async () => {
    const UserPoolAddOns = { AdvancedSecurityMode: "ENFORCED" } as const;
    const plus = await makePool({ UserPoolTier: "PLUS", UserPoolAddOns });
    expect(refusal(() => changePool(services, plus, { UserPoolTier: "ESSENTIALS", UserPoolAddOns }))).toMatchObject({
      name: "TierChangeNotAllowedException",
      message:
        "The following features need to be disabled for the ESSENTIALS pricing tier configured: Threat Protection",
    });
    const essentials = await makePool();
    expect(refusal(() => changePool(services, essentials, { UserPoolAddOns })).name).toBe(
      "FeatureUnavailableInTierException",
    );
  });
});
