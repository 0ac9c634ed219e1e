/** What CreateUserPoolClient and UpdateUserPoolClient both take, and both put in force as a whole. */
import { keptOnly, shownIn } from "./effect.ts";

const tokens = shownIn("flows/tokens.test.ts");
const rotation = shownIn("operations/get-tokens-from-refresh-token.test.ts");
const expiry = shownIn("flows/expiry.test.ts");

const lifetimes = tokens("live as long as the client says, in its units");
const redirects = keptOnly("the hosted pages, which lead back to apps, are to come");

export const clientSettings = {
  RefreshTokenValidity: expiry("is a refresh token when the client says"),
  AccessTokenValidity: lifetimes,
  IdTokenValidity: lifetimes,
  TokenValidityUnits: {
    AccessToken: lifetimes,
    IdToken: lifetimes,
    RefreshToken: expiry("is a refresh token when the client says"),
  },
  ReadAttributes: tokens("tell what the client may read, and so does GetUser"),
  WriteAttributes: tokens("are written only by clients that may write the attribute"),
  ExplicitAuthFlows: shownIn("operations/initiate-auth.test.ts")(
    "refuse flows that the client does not allow, each in its own words",
  ),
  SupportedIdentityProviders: keptOnly("sign-in through providers is to come"),
  CallbackURLs: redirects,
  LogoutURLs: redirects,
  DefaultRedirectURI: redirects,
  AllowedOAuthFlows: keptOnly("the endpoints of OAuth are to come"),
  AllowedOAuthScopes: shownIn("operations/get-client-token.test.ts")(
    "gives a token for the scopes that are asked for, of those that the client has",
  ),
  AllowedOAuthFlowsUserPoolClient: keptOnly("the endpoints of OAuth are to come"),
  AnalyticsConfiguration: keptOnly("it names a project of Amazon Pinpoint, which is not here"),
  PreventUserExistenceErrors: shownIn("flows/unknown-users.test.ts")(
    "has the wrong password, for a client that hides it",
  ),
  EnableTokenRevocation: tokens("name no origin where the client has no revocation"),
  EnablePropagateAdditionalUserContextData: shownIn("operations/user-sessions.test.ts")(
    "show the address that an app tells only where its client may tell it",
  ),
  AuthSessionValidity: expiry("is a session after three minutes, or what the client says"),
  RefreshTokenRotation: {
    Feature: rotation("gives a new refresh token where the client rotates them, and takes the former no more"),
    RetryGracePeriodSeconds: rotation(
      "takes the former for the client's grace period, which begins with its first use",
    ),
  },
};
