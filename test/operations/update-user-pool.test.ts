import type { AuthFactorType, UpdateUserPoolRequest, UserPoolType } from "@aws-sdk/client-cognito-identity-provider";
import { describe, expect, it } from "vitest";
import { SmsConfiguration } from "../support/mfa.ts";
import { databases, startForAll } from "../support/start.ts";

describe.each(databases)("UpdateUserPool, on %s,", async (kind) => {
  const service = await startForAll(kind);
  const cognito = () => service.current.sdk();

  async function createPool(): Promise<string> {
    const { UserPool } = await cognito().createUserPool({ PoolName: "people" });
    return UserPool?.Id ?? "";
  }

  it("keeps what of the settings AWS keeps where they are left out, and returns the rest to its default", async () => {
    const founded = { PoolName: "people", UsernameAttributes: ["email" as const] };
    const kept = {
      DeletionProtection: "ACTIVE",
      MfaConfiguration: "OPTIONAL",
      EmailConfiguration: { ReplyToEmailAddress: "ada@example.com", EmailSendingAccount: "COGNITO_DEFAULT" },
      SmsConfiguration,
      UserPoolTags: { team: "identity" },
      AccountRecoverySetting: { RecoveryMechanisms: [{ Priority: 1, Name: "verified_email" }] },
      UserPoolTier: "PLUS",
      KeyConfiguration: { KeyType: "CUSTOMER_MANAGED_KEY" },
      IssuerConfiguration: { Type: "UPDATED" },
    } satisfies UserPoolType;
    const { UserPool: made } = await cognito().createUserPool({
      ...{ ...founded, ...kept },
      Policies: {
        PasswordPolicy: { MinimumLength: 12, TemporaryPasswordValidityDays: 3 },
        SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD", "EMAIL_OTP"] },
      },
      AutoVerifiedAttributes: ["email"],
      LambdaConfig: { PreSignUp: "arn:aws:lambda:us-east-1:123456789012:function:check" },
      VerificationMessageTemplate: { DefaultEmailOption: "CONFIRM_WITH_LINK" },
      SmsAuthenticationMessage: "Your code: {####}",
      DeviceConfiguration: { ChallengeRequiredOnNewDevice: true },
      UserPoolAddOns: { AdvancedSecurityMode: "AUDIT" },
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
    });
    const UserPoolId = made?.Id;
    const answer = await cognito().updateUserPool({ UserPoolId });
    expect(Object.keys(answer)).toEqual(["$metadata"]);
    const { UserPool: changed } = await cognito().describeUserPool({ UserPoolId });
    expect(changed).toMatchObject({ ...kept, Name: "people", UsernameAttributes: ["email"] });
    expect(changed?.Policies).toEqual(made?.Policies);
    expect(changed).toMatchObject({
      LambdaConfig: {},
      VerificationMessageTemplate: { DefaultEmailOption: "CONFIRM_WITH_CODE" },
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: false, UnusedAccountValidityDays: 3 },
      CreationDate: made?.CreationDate,
    });
    const gone = ["AutoVerifiedAttributes", "SmsAuthenticationMessage", "DeviceConfiguration", "UserPoolAddOns"];
    expect(gone.filter((member) => Object.hasOwn(changed ?? {}, member))).toEqual([]);
    expect(changed?.LastModifiedDate?.getTime()).toBeGreaterThanOrEqual(made?.LastModifiedDate?.getTime() ?? 0);
  });

  it("keeps either policy beside a new one of the other kind, and replaces a password policy as a whole", async () => {
    const { UserPool } = await cognito().createUserPool({
      PoolName: "people",
      Policies: {
        PasswordPolicy: { MinimumLength: 12, RequireNumbers: true, TemporaryPasswordValidityDays: 3 },
        SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD", "EMAIL_OTP"] },
      },
    });
    const UserPoolId = UserPool?.Id;
    const policiesAfter = async (change: Omit<UpdateUserPoolRequest, "UserPoolId">) => {
      await cognito().updateUserPool({ UserPoolId, ...change });
      return (await cognito().describeUserPool({ UserPoolId })).UserPool?.Policies;
    };
    const factors = (...AllowedFirstAuthFactors: AuthFactorType[]) => ({ SignInPolicy: { AllowedFirstAuthFactors } });
    const long = { PasswordPolicy: { MinimumLength: 12, RequireNumbers: true, TemporaryPasswordValidityDays: 3 } };
    expect(await policiesAfter({ Policies: factors("PASSWORD", "WEB_AUTHN") })).toMatchObject({
      ...{ ...long, ...factors("PASSWORD", "WEB_AUTHN") },
    });
    expect(await policiesAfter({ Policies: { SignInPolicy: {} } })).toMatchObject(factors("PASSWORD", "WEB_AUTHN"));
    expect(await policiesAfter({ AdminCreateUserConfig: { UnusedAccountValidityDays: 5 } })).toMatchObject({
      PasswordPolicy: { ...long.PasswordPolicy, TemporaryPasswordValidityDays: 5 },
    });
    expect(await policiesAfter({ Policies: { PasswordPolicy: { MinimumLength: 9 } } })).toMatchObject({
      PasswordPolicy: { MinimumLength: 9, RequireNumbers: false, TemporaryPasswordValidityDays: 7 },
      ...factors("PASSWORD", "WEB_AUTHN"),
    });
  });

  it("refuses to stop verifying what is verified before it is updated", async () => {
    const AutoVerifiedAttributes = ["email" as const];
    const AttributesRequireVerificationBeforeUpdate = AutoVerifiedAttributes;
    const { UserPool } = await cognito().createUserPool({
      ...{ PoolName: "people", AutoVerifiedAttributes },
      UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate },
    });
    const UserPoolId = UserPool?.Id;
    await expect(cognito().updateUserPool({ UserPoolId, PoolName: "others" })).rejects.toMatchObject({
      name: "InvalidParameterException",
      message: "All attributes in AttributesRequireVerificationBeforeUpdate must exist in AutoVerifiedAttributes",
    });
    await cognito().updateUserPool({ UserPoolId, AutoVerifiedAttributes });
    const { UserPool: changed } = await cognito().describeUserPool({ UserPoolId });
    expect(changed?.UserAttributeUpdateSettings).toEqual({ AttributesRequireVerificationBeforeUpdate });
  });

  it("verifies phone numbers and signs in by the text messages that the pool sends already", async () => {
    const AllowedFirstAuthFactors: AuthFactorType[] = ["PASSWORD", "SMS_OTP"];
    const byText = {
      AutoVerifiedAttributes: ["phone_number" as const],
      Policies: { SignInPolicy: { AllowedFirstAuthFactors } },
    };
    const silent = { UserPoolId: await createPool(), Policies: byText.Policies };
    await expect(cognito().updateUserPool(silent)).rejects.toMatchObject({
      name: "InvalidParameterException",
      message: "SMS_OTP can not be configured as AuthFactor as user pool is missing valid SMS configuration",
    });
    const { UserPool } = await cognito().createUserPool({ PoolName: "people", SmsConfiguration });
    const UserPoolId = UserPool?.Id;
    await cognito().updateUserPool({ UserPoolId, ...byText });
    const { UserPool: changed } = await cognito().describeUserPool({ UserPoolId });
    expect(changed).toMatchObject({ ...byText, SmsConfiguration });
  });

  it("adds no first factor to a pool with MFA for everybody but the password, and passkeys that count as two", async () => {
    const { UserPool } = await cognito().createUserPool({ PoolName: "people", SmsConfiguration });
    const UserPoolId = UserPool?.Id;
    const allow = (...AllowedFirstAuthFactors: AuthFactorType[]) =>
      cognito().updateUserPool({ UserPoolId, Policies: { SignInPolicy: { AllowedFirstAuthFactors } } });
    const refused = (message: string) => ({ name: "InvalidParameterException", message });
    const demanded = { UserPoolId, MfaConfiguration: "ON", SoftwareTokenMfaConfiguration: { Enabled: true } } as const;
    await cognito().setUserPoolMfaConfig(demanded);
    for (const factor of ["EMAIL_OTP", "SMS_OTP"] as const) {
      await expect(allow("PASSWORD", factor)).rejects.toMatchObject(
        refused("Only PASSWORD and WEB_AUTHN (if configured) can be enabled as an auth factor if MFA is enabled"),
      );
    }
    await expect(allow("PASSWORD", "WEB_AUTHN")).rejects.toMatchObject(
      refused("WEB_AUTHN cannot be used as an auth factor when MFA is enabled if not configured for MFA."),
    );
    const WebAuthnConfiguration = { FactorConfiguration: "MULTI_FACTOR_WITH_USER_VERIFICATION" } as const;
    await cognito().setUserPoolMfaConfig({ ...demanded, WebAuthnConfiguration });
    await allow("PASSWORD", "WEB_AUTHN");
    await cognito().updateUserPool({ UserPoolId });
    await cognito().updateUserPool({ UserPoolId, MfaConfiguration: "OPTIONAL" });
    await allow("PASSWORD", "EMAIL_OTP");
  });

  it("changes nothing when it refuses", async () => {
    const UserPoolId = await createPool();
    const before = await cognito().describeUserPool({ UserPoolId });
    await expect(
      cognito().updateUserPool({ UserPoolId, PoolName: "others", MfaConfiguration: "ON" }),
    ).rejects.toMatchObject({
      name: "InvalidParameterException",
      message: "SMS configuration and Auto verification for phone_number are required when MFA is required/optional",
    });
    const after = await cognito().describeUserPool({ UserPoolId });
    expect(after.UserPool).toEqual(before.UserPool);
  });

  it("names a tier that the pool cannot go down to", async () => {
    const threatProtection = { UserPoolAddOns: { AdvancedSecurityMode: "AUDIT" as const } };
    const { UserPool } = await cognito().createUserPool({
      ...{ PoolName: "people", UserPoolTier: "PLUS", ...threatProtection },
    });
    await expect(
      cognito().updateUserPool({ UserPoolId: UserPool?.Id, UserPoolTier: "LITE", ...threatProtection }),
    ).rejects.toMatchObject({
      name: "TierChangeNotAllowedException",
      message: "The following features need to be disabled for the LITE pricing tier configured: Threat Protection",
    });
  });

  it("leaves a pool in its tier, to which alone it is held", async () => {
    const { UserPool } = await cognito().createUserPool({ PoolName: "people", UserPoolTier: "LITE" });
    const UserPoolId = UserPool?.Id;
    await cognito().updateUserPool({ UserPoolId, PoolName: "others" });
    expect((await cognito().describeUserPool({ UserPoolId })).UserPool?.UserPoolTier).toBe("LITE");
    const AllowedFirstAuthFactors: AuthFactorType[] = ["PASSWORD", "EMAIL_OTP"];
    await expect(
      cognito().updateUserPool({ UserPoolId, Policies: { SignInPolicy: { AllowedFirstAuthFactors } } }),
    ).rejects.toMatchObject({ name: "FeatureUnavailableInTierException" });
  });

  it("lets many write at once, and the last one stands", async () => {
    const UserPoolId = await createPool();
    const names = Array.from({ length: 10 }, (_, index) => `people ${index}`);
    await Promise.all(names.map((PoolName) => cognito().updateUserPool({ UserPoolId, PoolName })));
    const { UserPool } = await cognito().describeUserPool({ UserPoolId });
    expect(names).toContain(UserPool?.Name);
  });

  it("does not find a pool that is not there", async () => {
    const UserPoolId = "us-east-1_Nowhere01";
    await expect(cognito().updateUserPool({ UserPoolId })).rejects.toMatchObject({
      name: "ResourceNotFoundException",
      message: `User pool ${UserPoolId} does not exist.`,
    });
  });
});
