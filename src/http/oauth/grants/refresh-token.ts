import { allowsFlow, rotatesRefreshTokens } from "../../../domain/client/client.ts";
import { refuse } from "../../../domain/oauth/oauth-error.ts";
import { findRenewable, renewTokens } from "../../../domain/token/renew.ts";
import { CognitoError } from "../../../errors.ts";
import type { GrantType } from "./grant-type.ts";

/** New tokens for an earlier sign-in, with another refresh token where the client rotates them (RFC 6749 section 6). */
export const refreshToken: GrantType = {
  name: "refresh_token",

  async answer(services, { client, pool, parameters, origin }) {
    const { refresh_token: token } = parameters;
    if (!allowsFlow(client, "ALLOW_REFRESH_TOKEN_AUTH") && !rotatesRefreshTokens(client)) {
      refuse("unauthorized_client", "the client may not refresh tokens");
    }
    if (token === undefined) refuse("invalid_request", "refresh_token is missing");
    try {
      const invalid = "Invalid Refresh Token";
      const renewable = await findRenewable(services, { pool, client, token, deviceKey: undefined, invalid });
      const tokens = await renewTokens(services, renewable, {
        ...{ token, origin, via: "oauth" as const },
        occasion: { client, userAgent: origin.userAgent },
      });
      return {
        id_token: tokens.IdToken,
        access_token: tokens.AccessToken,
        refresh_token: tokens.RefreshToken,
        expires_in: tokens.ExpiresIn,
        token_type: tokens.TokenType,
      };
    } catch (error) {
      if (!(error instanceof CognitoError)) throw error;
      return refuse("invalid_grant", error.reason ?? error.message);
    }
  },
};
