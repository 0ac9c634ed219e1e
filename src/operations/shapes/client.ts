import * as z from "zod";
import { integer, oneOf, sensitive, text } from "./constraints.ts";
import { OAuthFlows, RedirectUrl, RedirectUrlList, ScopeList } from "./oauth.ts";
import { Arn, HexString, StringType } from "./primitive.ts";

/** The model marks it sensitive, yet AWS's messages quote it. */
export const ClientId = text({ min: 1, max: 128, pattern: "[\\w+]+" });

export const ClientName = text({ min: 1, max: 128, pattern: "[\\w\\s+=,.@-]+" });

export const ClientSecret = sensitive(text({ min: 24, max: 64, pattern: "[\\w+]+" }));

/** Names one of a client's secrets: `<client id>--<when it was made>`. */
export const ClientSecretId = text({ min: 1, max: 128 });

/** How a client came to be: made by a developer, or registered by itself. */
export const ClientType = oneOf("REGULAR", "DCR");

const TimeUnits = oneOf("seconds", "minutes", "hours", "days");

export const TokenValidityUnits = z.object({
  AccessToken: TimeUnits.optional(),
  IdToken: TimeUnits.optional(),
  RefreshToken: TimeUnits.optional(),
});

export const ClientPermissionList = z.array(text({ min: 1, max: 2048 }));

export const ExplicitAuthFlows = oneOf(
  "ADMIN_NO_SRP_AUTH",
  "CUSTOM_AUTH_FLOW_ONLY",
  "USER_PASSWORD_AUTH",
  "ALLOW_ADMIN_USER_PASSWORD_AUTH",
  "ALLOW_CUSTOM_AUTH",
  "ALLOW_USER_PASSWORD_AUTH",
  "ALLOW_USER_SRP_AUTH",
  "ALLOW_REFRESH_TOKEN_AUTH",
  "ALLOW_USER_AUTH",
  // GetClientToken's documentation names it; the public model, and so the type, does not know it yet.
  "ALLOW_CLIENT_TOKEN_AUTH" as "ALLOW_USER_AUTH",
);

export const ProviderName = text({ min: 1, max: 32, pattern: "[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\p{Z}]+" });

export const AnalyticsConfiguration = z.object({
  ApplicationId: HexString.optional(),
  ApplicationArn: Arn.optional(),
  RoleArn: Arn.optional(),
  ExternalId: StringType.optional(),
  UserDataShared: z.boolean().optional(),
});

export const RefreshTokenRotation = z.object({
  Feature: oneOf("ENABLED", "DISABLED"),
  RetryGracePeriodSeconds: integer({ min: 0, max: 60 }).optional(),
});

/** What CreateUserPoolClient and UpdateUserPoolClient both take, beside the client's name. */
export const clientSettings = {
  RefreshTokenValidity: integer({ min: 0, max: 315_360_000 }).optional(),
  AccessTokenValidity: integer({ min: 1, max: 86_400 }).optional(),
  IdTokenValidity: integer({ min: 1, max: 86_400 }).optional(),
  TokenValidityUnits: TokenValidityUnits.optional(),
  ReadAttributes: ClientPermissionList.optional(),
  WriteAttributes: ClientPermissionList.optional(),
  ExplicitAuthFlows: z.array(ExplicitAuthFlows).optional(),
  SupportedIdentityProviders: z.array(ProviderName).optional(),
  CallbackURLs: RedirectUrlList.optional(),
  LogoutURLs: RedirectUrlList.optional(),
  DefaultRedirectURI: RedirectUrl.optional(),
  AllowedOAuthFlows: OAuthFlows.optional(),
  AllowedOAuthScopes: ScopeList.optional(),
  AllowedOAuthFlowsUserPoolClient: z.boolean().optional(),
  AnalyticsConfiguration: AnalyticsConfiguration.optional(),
  PreventUserExistenceErrors: oneOf("LEGACY", "ENABLED").optional(),
  EnableTokenRevocation: z.boolean().optional(),
  EnablePropagateAdditionalUserContextData: z.boolean().optional(),
  AuthSessionValidity: integer({ min: 3, max: 15 }).optional(),
  RefreshTokenRotation: RefreshTokenRotation.optional(),
};
