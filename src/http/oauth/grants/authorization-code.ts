import { redeemCode } from "../../../domain/oauth/redeem-code.ts";
import type { GrantType } from "./grant-type.ts";

/** The code that came back to the redirect URI, for tokens (RFC 6749 section 4.1.3, RFC 7636 section 4.5). */
export const authorizationCode: GrantType = {
  name: "authorization_code",

  async answer(services, { client, pool, parameters, origin }) {
    const { tokens, refreshToken } = await redeemCode(services, { client, pool }, parameters, origin);
    return {
      id_token: tokens.IdToken,
      access_token: tokens.AccessToken,
      refresh_token: refreshToken,
      expires_in: tokens.ExpiresIn,
      token_type: tokens.TokenType,
    };
  },
};
