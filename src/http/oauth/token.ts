import type { Context } from "hono";
import { refuse } from "../../domain/oauth/oauth-error.ts";
import { originOf } from "../origin.ts";
import { answerJson } from "./answer.ts";
import { authenticateClient } from "./client-authentication.ts";
import { readForm } from "./form.ts";
import { grantTypes } from "./grants/index.ts";
import type { PoolEnv } from "./place.ts";

/**
 * `POST /oauth2/token` (RFC 6749 section 3.2).
 * https://docs.aws.amazon.com/cognito/latest/developerguide/token-endpoint.html
 */
export async function token(c: Context<PoolEnv>): Promise<Response> {
  const { services, place } = c.var;
  const parameters = await readForm(c);
  const { grant_type: name } = parameters;
  if (name === undefined) refuse("invalid_request", "grant_type is missing");
  const grantType = grantTypes.find((candidate) => candidate.name === name);
  if (!grantType) refuse("unsupported_grant_type");
  const client = await authenticateClient(c, parameters);
  const request = { pool: place.pool, client, parameters, origin: originOf(c) };
  const answer = await grantType.answer(services, request);
  return answerJson(answer);
}
