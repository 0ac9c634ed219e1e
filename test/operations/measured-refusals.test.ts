import type {
  CreateUserPoolClientRequest,
  CreateUserPoolRequest,
  MessageTemplateType,
  SetRiskConfigurationRequest,
} from "@aws-sdk/client-cognito-identity-provider";
import { describe, expect, it } from "vitest";
import { databases, startForAll } from "../support/start.ts";

type Pool = Omit<CreateUserPoolRequest, "PoolName">;
type Mechanism = "verified_email" | "verified_phone_number" | "admin_only";

const refused = (message: string) => ({ name: "InvalidParameterException", message });

const recovery = (...mechanisms: [Name: Mechanism, Priority: number][]): Pool => ({
  AccountRecoverySetting: { RecoveryMechanisms: mechanisms.map(([Name, Priority]) => ({ Name, Priority })) },
});

const inviting = (InviteMessageTemplate: MessageTemplateType): Pool => ({
  AdminCreateUserConfig: { InviteMessageTemplate },
});

const identity = (region: string) => `arn:aws:ses:${region}:123456789012:identity/ada@example.com`;

/**
 * From AWS's answers as badmintoncryer/cdk-preflight recorded them in September 2026: the texts, where each thing was made.
 * The exceptions' names were not recorded; that changing a thing refuses the same, and what a title calls inferred, is ours.
 */
describe.each(databases)("What AWS was measured to refuse, on %s", async (kind) => {
  const service = await startForAll(kind);
  const sdk = () => service.current.sdk();

  const duplicate =
    "Invalid account recovery setting parameter. Account Recovery Setting cannot have duplicate priorities or recovery mechanisms.";
  const smsWithCode = "Member must satisfy regular expression pattern: (?s).*\\{####\\}(?s).*";
  const pools: [what: string, pool: Pool, message: string][] = [
    ["two ways to recover of one priority", recovery(["verified_email", 1], ["verified_phone_number", 1]), duplicate],
    ["a way to recover twice", recovery(["verified_email", 1], ["verified_email", 2]), duplicate],
    [
      "recovery by an administrator beside another way",
      recovery(["admin_only", 1], ["verified_email", 2]),
      "Invalid account recovery setting parameter. Account Recovery Setting cannot use admin_only setting with any other recovery mechanisms.",
    ],
    [
      "an identity of SES in a region that sends for no other",
      { EmailConfiguration: { EmailSendingAccount: "DEVELOPER", SourceArn: identity("ap-northeast-1") } },
      "Invalid EmailConfiguration.SourceArn. Provided SourceArn must be in one of the following SES regions: eu-west-1, us-east-1, us-west-2.",
    ],
    [
      "a sender of one's own without an identity of SES",
      { EmailConfiguration: { EmailSendingAccount: "DEVELOPER" } },
      "Source ARN is required to use DEVELOPER email sending owner",
    ],
    [
      "a key of another region for what a custom sender gets",
      {
        LambdaConfig: {
          KMSKeyID: "arn:aws:kms:ap-northeast-1:123456789012:key/11111111-2222-3333-4444-555555555555",
          CustomEmailSender: {
            LambdaArn: "arn:aws:lambda:us-east-1:123456789012:function:mail",
            LambdaVersion: "V1_0",
          },
        },
      },
      "Encountered error when CreateGrant was attempted on the input KMS key - Invalid arn ap-northeast-1",
    ],
    [
      "an invitation by mail that tells no password",
      inviting({ EmailMessage: "Welcome aboard." }),
      "1 validation error detected: Value 'Welcome aboard.' at 'adminCreateUserConfig.inviteMessage.emailMessage' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s*]*\\{####\\}[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s*]*",
    ],
    [
      "an invitation by text message that tells no password",
      inviting({ SMSMessage: "Welcome aboard." }),
      "1 validation error detected: Value 'Welcome aboard.' at 'adminCreateUserConfig.inviteMessage.smsMessage' failed to satisfy constraint: Member must satisfy regular expression pattern: (?s).*\\{####\\}(?s).*",
    ],
    [
      "a text message for signing in that tells no code",
      { SmsAuthenticationMessage: "Your MFA code." },
      `1 validation error detected: Value 'Your MFA code.' at 'smsAuthenticationMessage' failed to satisfy constraint: ${smsWithCode}`,
    ],
    [
      "a text message for verification that tells no code",
      { SmsVerificationMessage: "Your code." },
      `1 validation error detected: Value 'Your code.' at 'smsVerificationMessage' failed to satisfy constraint: ${smsWithCode}`,
    ],
    [
      "a template for text messages that tells no code",
      { VerificationMessageTemplate: { SmsMessage: "Your code." } },
      `1 validation error detected: Value 'Your code.' at 'verificationMessageTemplate.smsMessage' failed to satisfy constraint: ${smsWithCode}`,
    ],
  ];
  it.each(pools)("is refused in a pool: %s", async (_, pool, message) => {
    await expect(sdk().createUserPool({ PoolName: "people", ...pool })).rejects.toMatchObject(refused(message));
    const { UserPool } = await sdk().createUserPool({ PoolName: "people" });
    await expect(sdk().updateUserPool({ UserPoolId: UserPool?.Id, ...pool })).rejects.toMatchObject(refused(message));
  });

  it("is refused in every message of an invitation, and (inferred) where the name alone is missing", async () => {
    const SMSMessage = "Welcome, {####}.";
    const invitation = inviting({ SMSMessage, EmailMessage: "Welcome, {username}." });
    await expect(sdk().createUserPool({ PoolName: "people", ...invitation })).rejects.toThrow(
      /^2 validation errors detected: Value 'Welcome, {username}\.' at '.*\.emailMessage' .*; Value 'Welcome, {####}\.' at '.*\.smsMessage' /,
    );
    await expect(sdk().createUserPool({ PoolName: "people", ...inviting({ SMSMessage }) })).rejects.toMatchObject({
      name: "InvalidParameterException",
      message: expect.stringMatching(/inviteMessage\.smsMessage' .*\\{username\\}/),
    });
  });

  it("(inferred) leaves an invitation without a password to a pool whose people sign in with a code", async () => {
    const invitation = inviting({ EmailMessage: "Welcome, {username}." });
    const Policies = { SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD" as const, "EMAIL_OTP" as const] } };
    const { UserPool } = await sdk().createUserPool({ PoolName: "people", Policies, ...invitation });
    expect(UserPool).toMatchObject(invitation);
  });

  const pinpoint = (region: string) => ({
    AnalyticsConfiguration: { ApplicationArn: `arn:aws:mobiletargeting:${region}:123456789012:apps/a0` },
  });
  const clients: [
    what: string,
    client: Omit<CreateUserPoolClientRequest, "UserPoolId" | "ClientName">,
    message: string,
  ][] = [
    [
      "an application of Pinpoint in another region",
      pinpoint("ap-northeast-1"),
      "The integration with Pinpoint is not supported for the requested ap-northeast-1 region.",
    ],
  ];
  it.each(clients)("is refused in a client: %s", async (_, client, message) => {
    const { UserPool } = await sdk().createUserPool({ PoolName: "people" });
    const named = { UserPoolId: UserPool?.Id, ClientName: "app" };
    await expect(sdk().createUserPoolClient({ ...named, ...client })).rejects.toMatchObject(refused(message));
    const { UserPoolClient } = await sdk().createUserPoolClient(named);
    const changed = { UserPoolId: UserPool?.Id, ClientId: UserPoolClient?.ClientId, ...client };
    await expect(sdk().updateUserPoolClient(changed)).rejects.toMatchObject(refused(message));
  });

  it.each(["us-east-1", "eu-central-1"])(
    "leaves a client in Frankfurt an application of Pinpoint in %s",
    async (region) => {
      const there = service.current.sdk("eu-central-1");
      const { UserPool } = await there.createUserPool({ PoolName: "people" });
      const client = { UserPoolId: UserPool?.Id, ClientName: "app", ...pinpoint(region) };
      expect((await there.createUserPoolClient(client)).UserPoolClient).toMatchObject(pinpoint(region));
    },
  );

  const risks: [what: string, risk: Omit<SetRiskConfigurationRequest, "UserPoolId">, message: string][] = [
    [
      "an identity of SES in a region that sends for no other",
      {
        AccountTakeoverRiskConfiguration: {
          NotifyConfiguration: { SourceArn: identity("ap-northeast-1") },
          Actions: { HighAction: { EventAction: "BLOCK", Notify: true } },
        },
      },
      "Invalid NotifyConfiguration.SourceArn. Provided SourceArn must be in one of the following SES regions: eu-west-1, us-east-1, us-west-2.",
    ],
    [
      "an address in the place of a range",
      { RiskExceptionConfiguration: { BlockedIPRangeList: ["203.0.113.1"] } },
      "Incorrect CIDR format",
    ],
  ];
  it.each(risks)("is refused of risks, in a pool without threat protection too: %s", async (_, risk, message) => {
    const protections = { UserPoolTier: "PLUS", UserPoolAddOns: { AdvancedSecurityMode: "ENFORCED" } } as const;
    for (const protection of [{}, protections]) {
      const { UserPool } = await sdk().createUserPool({ PoolName: "people", ...protection });
      await expect(sdk().setRiskConfiguration({ UserPoolId: UserPool?.Id, ...risk })).rejects.toMatchObject(
        refused(message),
      );
    }
  });

  it("is refused in a provider: a method of asking for attributes that is neither GET nor POST", async () => {
    const { UserPool } = await sdk().createUserPool({ PoolName: "people" });
    const provider = {
      ...{ UserPoolId: UserPool?.Id, ProviderName: "corp" },
      ProviderDetails: {
        ...{ client_id: "app", client_secret: "secret", authorize_scopes: "openid" },
        ...{ oidc_issuer: "https://idp.example.com", attributes_request_method: "GET" },
        ...{ authorize_url: "https://idp.example.com/authorize", token_url: "https://idp.example.com/token" },
        ...{ attributes_url: "https://idp.example.com/userinfo", jwks_uri: "https://idp.example.com/jwks" },
      },
    };
    const putting = { ...provider, ProviderDetails: { ...provider.ProviderDetails, attributes_request_method: "PUT" } };
    const wrong = refused(
      "1 validation error detected: Value 'PUT' at 'providerConfiguration.oidcConfig.attributesRequestMethod' failed to satisfy constraint: Member must satisfy enum value set: [POST, GET]",
    );
    await expect(sdk().createIdentityProvider({ ...putting, ProviderType: "OIDC" })).rejects.toMatchObject(wrong);
    await sdk().createIdentityProvider({ ...provider, ProviderType: "OIDC" });
    await expect(sdk().updateIdentityProvider(putting)).rejects.toMatchObject(wrong);
  });

  // Recorded of the first alone.
  it.each(["https://example.com/path", "example.com:8443", "example.com/path", "an example"])(
    "is refused as the domain of passkeys: %s",
    async (RelyingPartyId) => {
      const { UserPool } = await sdk().createUserPool({ PoolName: "people" });
      const configuration = (id: string) => ({
        ...{ UserPoolId: UserPool?.Id, MfaConfiguration: "OFF" as const },
        WebAuthnConfiguration: { RelyingPartyId: id },
      });
      await expect(sdk().setUserPoolMfaConfig(configuration(RelyingPartyId))).rejects.toMatchObject(
        refused("RelyingPartyId contains invalid characters"),
      );
      for (const domain of ["auth.my-example.com", "localhost"]) {
        await expect(sdk().setUserPoolMfaConfig(configuration(domain))).resolves.toMatchObject({
          WebAuthnConfiguration: { RelyingPartyId: domain },
        });
      }
    },
  );
});
