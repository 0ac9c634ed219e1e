/** What CreateUserPoolClient and UpdateUserPoolClient both take: the tests show the effects of both. */
import { keptOnly, shownIn } from "./effect.ts";

const clients = shownIn("flows/client-settings.test.ts");

const lifetime = clients("say how long tokens live, in their units");
const oauth = shownIn("oauth/settings.test.ts");
const rotation = clients("rotate refresh tokens, with a time of grace");

export const clientSettings = {
  RefreshTokenValidity: lifetime,
  AccessTokenValidity: lifetime,
  IdTokenValidity: lifetime,
  TokenValidityUnits: lifetime,
  ReadAttributes: clients("say what may be read and written"),
  WriteAttributes: clients("say what may be read and written"),
  ExplicitAuthFlows: clients("say which ways there are to sign in"),
  SupportedIdentityProviders: shownIn("federation/oidc.test.ts")("is refused to clients that do not have it"),
  CallbackURLs: oauth("say where people come back to"),
  LogoutURLs: oauth("say where people go when they sign out"),
  DefaultRedirectURI: oauth("say where they come back to whom an app sends without a word of it"),
  AllowedOAuthFlows: oauth("say which flows there are"),
  AllowedOAuthScopes: clients("say for which scopes the client is given tokens of its own"),
  AllowedOAuthFlowsUserPoolClient: oauth("turn OAuth on"),
  AnalyticsConfiguration: keptOnly("it names a project of Amazon Pinpoint, which is not here"),
  PreventUserExistenceErrors: clients("hide who exists"),
  EnableTokenRevocation: clients("do without revocation"),
  EnablePropagateAdditionalUserContextData: clients("let an app tell where people are"),
  AuthSessionValidity: clients("say how long a challenge may wait"),
  RefreshTokenRotation: { Feature: rotation, RetryGracePeriodSeconds: rotation },
};
