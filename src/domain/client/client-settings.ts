import type { UpdateUserPoolClientRequest } from "@aws-sdk/client-cognito-identity-provider";
import type { ClientSettings } from "./client.ts";

/** What CreateUserPoolClient and UpdateUserPoolClient both take, but for the client's name. */
export type ClientInput = Omit<UpdateUserPoolClientRequest, "UserPoolId" | "ClientId" | "ClientName">;

/** The settings of a client as AWS describes them after it was given `input`: what was left out stands at its default. */
export function fillClientSettings(input: ClientInput, ClientName: string): ClientSettings {
  return {
    ClientName,
    ...refreshTokenValidity(input),
    AccessTokenValidity: input.AccessTokenValidity,
    IdTokenValidity: input.IdTokenValidity,
    ReadAttributes: input.ReadAttributes,
    WriteAttributes: input.WriteAttributes,
    ExplicitAuthFlows: input.ExplicitAuthFlows,
    SupportedIdentityProviders: input.SupportedIdentityProviders,
    CallbackURLs: input.CallbackURLs,
    LogoutURLs: input.LogoutURLs,
    DefaultRedirectURI: input.DefaultRedirectURI,
    AllowedOAuthFlows: input.AllowedOAuthFlows,
    AllowedOAuthScopes: input.AllowedOAuthScopes,
    AllowedOAuthFlowsUserPoolClient: input.AllowedOAuthFlowsUserPoolClient ?? false,
    AnalyticsConfiguration: input.AnalyticsConfiguration,
    PreventUserExistenceErrors: input.PreventUserExistenceErrors,
    EnableTokenRevocation: input.EnableTokenRevocation ?? true,
    EnablePropagateAdditionalUserContextData: input.EnablePropagateAdditionalUserContextData ?? false,
    AuthSessionValidity: input.AuthSessionValidity ?? 3,
    RefreshTokenRotation: input.RefreshTokenRotation && { RetryGracePeriodSeconds: 0, ...input.RefreshTokenRotation },
  };
}

/** None, and 0, is 30 days, whatever the unit: a unit that was given must not make it 30 minutes. */
function refreshTokenValidity({
  RefreshTokenValidity,
  TokenValidityUnits = {},
}: ClientInput): Pick<ClientSettings, "RefreshTokenValidity" | "TokenValidityUnits"> {
  if (RefreshTokenValidity) return { RefreshTokenValidity, TokenValidityUnits };
  const inDays = TokenValidityUnits.RefreshToken && ({ RefreshToken: "days" } as const);
  return { RefreshTokenValidity: 30, TokenValidityUnits: { ...TokenValidityUnits, ...inDays } };
}
