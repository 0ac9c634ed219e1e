import type {
  AuthFactorType,
  SetUserPoolMfaConfigCommandInput,
  WebAuthnFactorConfigurationType,
} from "@aws-sdk/client-cognito-identity-provider";
import { describe, expect, it } from "vitest";
import { EmailConfiguration, SmsConfiguration } from "../support/mfa.ts";
import { makeApp } from "../support/people.ts";
import { databases, startForAll } from "../support/start.ts";

type Config = Omit<SetUserPoolMfaConfigCommandInput, "UserPoolId">;

describe.each(databases)("SetUserPoolMfaConfig, on %s,", async (kind) => {
  const service = await startForAll(kind);
  const cognito = () => service.current.sdk();

  /** A pool of its own, and what its second factors are set to and shown as. */
  async function pool(settings: Parameters<typeof makeApp>[1] = {}) {
    const { UserPoolId } = await makeApp(service.current, settings);
    const set = async (config: Config) => {
      const { $metadata, ...answer } = await cognito().setUserPoolMfaConfig({ UserPoolId, ...config });
      return answer;
    };
    const get = async () => {
      const { $metadata, ...answer } = await cognito().getUserPoolMfaConfig({ UserPoolId });
      return answer;
    };
    return { UserPoolId, set, get };
  }

  it("is off for a new pool", async () => {
    expect(await (await pool()).get()).toEqual({ MfaConfiguration: "OFF" });
  });

  it("shows what is configured, after setting it and whenever it is asked for", async () => {
    const { set, get } = await pool({ EmailConfiguration });
    const config: Config = {
      MfaConfiguration: "OPTIONAL",
      SmsMfaConfiguration: { SmsConfiguration, SmsAuthenticationMessage: "The code: {####}" },
      SoftwareTokenMfaConfiguration: { Enabled: true },
      EmailMfaConfiguration: { Subject: "A code", Message: "It is {####}" },
      WebAuthnConfiguration: { RelyingPartyId: "localhost", UserVerification: "preferred" },
    };
    expect(await set(config)).toEqual(config);
    expect(await get()).toEqual(config);

    const less: Config = { MfaConfiguration: "ON", SoftwareTokenMfaConfiguration: { Enabled: true } };
    const { WebAuthnConfiguration } = config;
    expect(await set(less)).toEqual({ ...less, WebAuthnConfiguration });
    expect(await set({})).toEqual({ MfaConfiguration: "OFF", WebAuthnConfiguration });
  });

  it("is in what DescribeUserPool shows as far as UserPoolType has members for it, and in nothing else of it", async () => {
    const { UserPoolId, set } = await pool();
    const before = (await cognito().describeUserPool({ UserPoolId })).UserPool;
    await set({
      MfaConfiguration: "ON",
      SmsMfaConfiguration: { SmsConfiguration, SmsAuthenticationMessage: "The code: {####}" },
      SoftwareTokenMfaConfiguration: { Enabled: true },
      WebAuthnConfiguration: { RelyingPartyId: "localhost" },
    });
    const after = (await cognito().describeUserPool({ UserPoolId })).UserPool;
    expect(after).toEqual({
      ...before,
      MfaConfiguration: "ON",
      SmsConfiguration,
      SmsAuthenticationMessage: "The code: {####}",
      LastModifiedDate: expect.any(Date),
    });
  });

  it("begins with SMS where a pool is made with MFA, as CreateUserPool demands", async () => {
    const { get } = await pool({ MfaConfiguration: "ON", SmsConfiguration, AutoVerifiedAttributes: ["phone_number"] });
    expect(await get()).toEqual({ MfaConfiguration: "ON", SmsMfaConfiguration: { SmsConfiguration } });
  });

  it("keeps its second factors through an update of the pool that does not mention MFA, and loses them with one that turns it off", async () => {
    const { UserPoolId, set, get } = await pool({ EmailConfiguration });
    const WebAuthnConfiguration = { RelyingPartyId: "localhost", FactorConfiguration: "SINGLE_FACTOR" } as const;
    const config: Config = {
      MfaConfiguration: "ON",
      SmsMfaConfiguration: { SmsConfiguration },
      SoftwareTokenMfaConfiguration: { Enabled: true },
      EmailMfaConfiguration: { Message: "It is {####}" },
      WebAuthnConfiguration,
    };
    await set(config);
    await cognito().updateUserPool({ UserPoolId });
    expect(await get()).toEqual(config);
    await cognito().updateUserPool({ UserPoolId, MfaConfiguration: "OPTIONAL" });
    expect(await get()).toEqual({ ...config, MfaConfiguration: "OPTIONAL" });
    await cognito().updateUserPool({ UserPoolId, MfaConfiguration: "OFF" });
    expect(await get()).toEqual({ MfaConfiguration: "OFF", WebAuthnConfiguration });
  });

  const refusals: Record<string, { config: Config; name?: string; message: string }> = {
    "second factors for a pool whose MFA is off": {
      config: { SoftwareTokenMfaConfiguration: { Enabled: true } },
      message: "Invalid MFA configuration given, can't turn off MFA and configure an MFA together.",
    },
    "MFA without any second factor": {
      config: { MfaConfiguration: "ON", SoftwareTokenMfaConfiguration: { Enabled: false } },
      message: "Invalid MFA configuration given, can't disable all MFAs with a required or optional configuration.",
    },
    "text messages that nothing says how to send": {
      config: { MfaConfiguration: "ON", SmsMfaConfiguration: {} },
      message: "SMS configuration and Auto verification for phone_number are required when MFA is required/optional",
    },
    "mail by Cognito's own sender": {
      config: { MfaConfiguration: "OPTIONAL", EmailMfaConfiguration: {} },
      message:
        "Cannot set EmailMfaConfiguration when user pool EmailConfiguration contains an EmailSendingAccount of COGNITO_DEFAULT. Update the value of EmailSendingAccount.",
    },
  };
  it.each(Object.entries(refusals))("refuses %s, and changes nothing", async (_what, { config, message }) => {
    const { set, get } = await pool();
    await expect(set(config)).rejects.toMatchObject({ name: "InvalidParameterException", message });
    expect(await get()).toEqual({ MfaConfiguration: "OFF" });
  });

  it("refuses mail to a pool of the LITE tier", async () => {
    const { set } = await pool({ UserPoolTier: "LITE", EmailConfiguration });
    await expect(set({ MfaConfiguration: "ON", EmailMfaConfiguration: {} })).rejects.toMatchObject({
      name: "FeatureUnavailableInTierException",
    });
  });

  describe("where MFA is demanded", () => {
    const demanded: Config = { MfaConfiguration: "ON", SoftwareTokenMfaConfiguration: { Enabled: true } };
    const counting = (FactorConfiguration?: WebAuthnFactorConfigurationType) => ({
      WebAuthnConfiguration: { RelyingPartyId: "localhost", FactorConfiguration },
    });
    const beside = (factor: AuthFactorType) =>
      pool({ SmsConfiguration, Policies: { SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD", factor] } } });

    it.each(["EMAIL_OTP", "SMS_OTP"] as const)(
      "refuses %s as the first factor, which may stand beside optional MFA",
      async (factor) => {
        const { set, get } = await beside(factor);
        await expect(set(demanded)).rejects.toMatchObject({
          name: "InvalidParameterException",
          message: "Only PASSWORD and WEB_AUTHN (if configured) can be enabled as an auth factor if MFA is enabled",
        });
        expect(await get()).toEqual({ MfaConfiguration: "OFF" });
        await set({ ...demanded, MfaConfiguration: "OPTIONAL" });
      },
    );

    it("refuses passkeys as the first factor, but for those that it is told to count as two", async () => {
      const { set } = await beside("WEB_AUTHN");
      const refused = {
        name: "InvalidParameterException",
        message:
          "Cannot set WebAuthn factor configuration to SINGLE_FACTOR if MFA is required and WebAuthn is an allowed first auth factor",
      };
      for (const passkeys of [{}, counting(), counting("SINGLE_FACTOR")]) {
        await expect(set({ ...demanded, ...passkeys })).rejects.toMatchObject(refused);
        await set({ ...demanded, ...passkeys, MfaConfiguration: "OPTIONAL" });
      }
      await set({ ...demanded, ...counting("MULTI_FACTOR_WITH_USER_VERIFICATION") });
      await expect(set(demanded)).rejects.toMatchObject(refused);
    });
  });

  it("knows no pool that is not there", async () => {
    const UserPoolId = "us-east-1_nothing00";
    const missing = { name: "ResourceNotFoundException", message: `User pool ${UserPoolId} does not exist.` };
    await expect(cognito().getUserPoolMfaConfig({ UserPoolId })).rejects.toMatchObject(missing);
    await expect(cognito().setUserPoolMfaConfig({ UserPoolId })).rejects.toMatchObject(missing);
  });
});
