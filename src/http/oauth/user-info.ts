import type { Context } from "hono";
import { OAuthError } from "../../domain/oauth/oauth-error.ts";
import { schemaAttribute } from "../../domain/pool/pool.ts";
import { askedFor } from "../../domain/token/asked-for.ts";
import { type TokenHolder, verifyAccessToken } from "../../domain/token/verify.ts";
import { readable } from "../../domain/user/attributes.ts";
import { identitiesAttribute } from "../../domain/user/identities.ts";
import { CognitoError } from "../../errors.ts";
import { answerJson } from "./answer.ts";
import { bearerOf } from "./bearer.ts";
import type { PoolEnv } from "./place.ts";

/**
 * `GET` and `POST /oauth2/userInfo` (OpenID Connect Core section 5.3): what the app has asked for and may read of the
 * person. All of it is text, the flags of verified contacts too.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/userinfo-endpoint.html
 */
export async function userInfo(c: Context<PoolEnv>): Promise<Response> {
  const token = bearerOf(c.req.header("authorization"));
  if (token === undefined) {
    throw new OAuthError("invalid_request", { description: "Bad OAuth2 request at UserInfo Endpoint" });
  }
  const { pool, client, user, grant } = await holderOf(c, token);
  const attributes = askedFor(grant.scope, readable(client, user.attributes));
  const shown = Object.entries(attributes).filter(
    ([name]) => name === identitiesAttribute || schemaAttribute(pool, name),
  );
  return answerJson({ sub: user.sub, ...Object.fromEntries(shown), username: user.username });
}

/** Whom a token speaks for that was issued here and asks for `openid`. Throws OAuthError: invalid_token. */
async function holderOf(c: Context<PoolEnv>, token: string): Promise<TokenHolder> {
  const { services, place } = c.var;
  try {
    const holder = await verifyAccessToken(services, token, "openid");
    if (holder.pool.id === place.pool.id) return holder;
    throw new CognitoError("NotAuthorizedException", "Invalid Access Token", "the token is another pool's");
  } catch (error) {
    if (!(error instanceof CognitoError)) throw error;
    const description = "Access token is expired, disabled, or deleted, or the user has globally signed out.";
    throw new OAuthError("invalid_token", { description, reason: error.reason ?? error.message });
  }
}
