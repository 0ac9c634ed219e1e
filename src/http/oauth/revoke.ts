import type { Context } from "hono";
import { revokesTokens } from "../../domain/client/client.ts";
import { refuse } from "../../domain/oauth/oauth-error.ts";
import { isNoRefreshToken, revokeRefreshToken } from "../../domain/token/revoke.ts";
import { answerNothing } from "./answer.ts";
import { authenticateClient } from "./client-authentication.ts";
import { readForm } from "./form.ts";
import type { PoolEnv } from "./place.ts";

/**
 * `POST /oauth2/revoke` (RFC 7009): ends what came of a refresh token.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/revocation-endpoint.html
 */
export async function revoke(c: Context<PoolEnv>): Promise<Response> {
  const { services, place } = c.var;
  const parameters = await readForm(c);
  const client = await authenticateClient(c, parameters);
  const { token } = parameters;
  if (token === undefined) refuse("invalid_request", "token is missing");
  if (!revokesTokens(client)) refuse("invalid_request", "the client has no revocation of tokens");
  if (isNoRefreshToken(token)) refuse("unsupported_token_type");
  await revokeRefreshToken(services, { client, pool: place.pool }, token);
  return answerNothing();
}
