import { describe, expect, it } from "vitest";
import { databases, startForAll } from "../../support/start.ts";
import { type ClientConfiguration, TerraformClient } from "./user-pool-client.ts";

const units = (unit: "days" | "hours") => ({ AccessToken: unit, IdToken: unit, RefreshToken: unit });
const everything: ClientConfiguration = {
  ExplicitAuthFlows: ["ADMIN_NO_SRP_AUTH", "CUSTOM_AUTH_FLOW_ONLY", "USER_PASSWORD_AUTH"],
  ...{ ReadAttributes: ["email"], WriteAttributes: ["email"] },
  ...{ RefreshTokenValidity: 300, PreventUserExistenceErrors: "LEGACY" },
  ...{ AllowedOAuthFlows: ["code", "implicit"], AllowedOAuthFlowsUserPoolClient: true },
  AllowedOAuthScopes: ["phone", "email", "openid", "profile", "aws.cognito.signin.user.admin"],
  CallbackURLs: ["https://www.example.com/redirect", "https://www.example.com/callback"],
  DefaultRedirectURI: "https://www.example.com/redirect",
  LogoutURLs: ["https://www.example.com/login"],
  SupportedIdentityProviders: ["COGNITO"],
};

/** Configurations, each applied to the same client after the one before it, as the provider's acceptance tests do. */
const histories: Record<string, ClientConfiguration[]> = {
  "a name alone, and then a flow": [{}, { ExplicitAuthFlows: ["ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_SRP_AUTH"] }],
  "flows by their older names": [{ ExplicitAuthFlows: ["ADMIN_NO_SRP_AUTH"] }, { EnableTokenRevocation: false }],
  "everything, and then one thing": [everything, { ...everything, RefreshTokenValidity: 299 }, {}],
  "how long tokens are good": [{ AccessTokenValidity: 5, IdTokenValidity: 5 }, { AccessTokenValidity: 1 }],
  "units of validity": [
    { TokenValidityUnits: units("days") },
    { TokenValidityUnits: units("hours"), IdTokenValidity: 1 },
    {},
  ],
  "one unit": [{ TokenValidityUnits: { AccessToken: "days", IdToken: "hours", RefreshToken: "days" } }],
  "minutes, as most configurations have them": [
    {
      ...{ AccessTokenValidity: 60, IdTokenValidity: 60, RefreshTokenValidity: 7 },
      TokenValidityUnits: { AccessToken: "minutes", IdToken: "minutes", RefreshToken: "days" },
    },
    {
      ...{ AccessTokenValidity: 15, IdTokenValidity: 15, RefreshTokenValidity: 7, AuthSessionValidity: 10 },
      TokenValidityUnits: { AccessToken: "minutes", IdToken: "minutes", RefreshToken: "days" },
    },
  ],
  "rotating refresh tokens": [
    {
      ExplicitAuthFlows: ["ALLOW_USER_SRP_AUTH"],
      RefreshTokenRotation: { Feature: "ENABLED", RetryGracePeriodSeconds: 10 },
    },
    { RefreshTokenRotation: { Feature: "DISABLED" } },
  ],
  analytics: [
    { AnalyticsConfiguration: { ApplicationArn: "arn:aws:mobiletargeting:us-east-1:123456789012:apps/app" } },
    {},
  ],
};

describe.each(databases)("Terraform's aws_cognito_user_pool_client, on %s", async (kind) => {
  const service = await startForAll(kind);

  async function newPool(): Promise<string> {
    const { UserPool } = await service.current.sdk().createUserPool({ PoolName: "people" });
    return UserPool?.Id ?? "";
  }

  it.each(Object.entries(histories))(
    "sees nothing to change after it applied %s",
    async (_, [first = {}, ...later]) => {
      const client = await TerraformClient.create(service.current.sdk(), await newPool(), first);
      expect(await client.plan()).toEqual([]);
      for (const configured of later) {
        await client.update(configured);
        expect(await client.plan()).toEqual([]);
      }
    },
  );

  it("changes a client that another service made, found by the beginning of its name", async () => {
    const UserPoolId = await newPool();
    const ClientName = "AmazonOpenSearchService-people-us-east-1-x";
    await service.current.sdk().createUserPoolClient({ UserPoolId, ClientName, GenerateSecret: true });
    const client = await TerraformClient.adopt(service.current.sdk(), UserPoolId, "AmazonOpenSearchService-people");
    await client.update({ AccessTokenValidity: 1, TokenValidityUnits: units("days"), RefreshTokenValidity: 2 });
    expect(await client.plan()).toEqual([]);
  });
});
