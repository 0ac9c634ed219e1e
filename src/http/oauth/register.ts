import type { Context } from "hono";
import * as z from "zod";
import type { Client } from "../../domain/client/client.ts";
import { registerScope } from "../../domain/client/client-scopes.ts";
import { OAuthError, refuse } from "../../domain/oauth/oauth-error.ts";
import { type ClientMetadata, type Registrant, registerClient } from "../../domain/oauth/register-client.ts";
import { registersClients } from "../../domain/pool/pool.ts";
import { whyEnded } from "../../domain/token/introspect.ts";
import { readAccessToken } from "../../domain/token/verify.ts";
import { CognitoError } from "../../errors.ts";
import { ClientName, RedirectUrlList } from "../../operations/shapes/index.ts";
import { answerJson } from "./answer.ts";
import { bearerOf } from "./bearer.ts";
import { bodyText } from "./form.ts";
import type { PoolEnv } from "./place.ts";

/** What else an app may say of itself is passed over (RFC 7591 section 2). */
const metadata = z.object({
  redirect_uris: RedirectUrlList.optional(),
  token_endpoint_auth_method: z
    .enum(["none", "client_secret_basic", "client_secret_post"])
    .default("client_secret_basic"),
  grant_types: z.array(z.string()).max(10).default(["authorization_code"]),
  client_name: ClientName.optional(),
  scope: z.string().max(12_800).optional(),
});

/**
 * `POST /oauth2/register` (RFC 7591), in pools that have turned it on: an app makes a client for itself, with an access
 * token that has the scope `aws.cognito/dcr/register`, or without where the pool is open to everybody.
 */
export async function register(c: Context<PoolEnv>): Promise<Response> {
  const { services, place } = c.var;
  const { pool } = place;
  if (!registersClients(pool)) return c.json({ message: `User pool ${pool.id} does not let apps register.` }, 404);
  const registrant = await whoRegisters(c);
  const asked = await readMetadata(c);
  const client = await registerClient(services, pool, asked, registrant);
  return answerJson(registered(client, asked), 201);
}

/** Whoever shows a token must show a good one, in an open pool too. Throws OAuthError: invalid_token. */
async function whoRegisters(c: Context<PoolEnv>): Promise<Registrant> {
  const { services, place } = c.var;
  const authorization = c.req.header("authorization");
  if (authorization === undefined && place.pool.settings.DcrConfiguration?.OpenDcrEnabled) return "open";
  const token = bearerOf(authorization);
  if (token === undefined) refuse("invalid_token", "no initial access token was sent");
  try {
    const { pool, claims, scopes } = await readAccessToken(services, token);
    if (pool.id !== place.pool.id || !scopes.includes(registerScope)) {
      refuse("invalid_token", "the token is another pool's, or has not the scope to register");
    }
    const reason = await whyEnded(services, pool, claims);
    return reason === undefined ? "authenticated" : refuse("invalid_token", reason);
  } catch (error) {
    if (!(error instanceof CognitoError)) throw error;
    return refuse("invalid_token", error.reason ?? error.message);
  }
}

/** Throws OAuthError: invalid_client_metadata. */
async function readMetadata(c: Context<PoolEnv>): Promise<ClientMetadata> {
  const result = metadata.safeParse(parsed(await bodyText(c)));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const description = issue?.path.length ? `${issue.path.join(".")} is not valid.` : "The body is no JSON object.";
  throw new OAuthError("invalid_client_metadata", { description });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** RFC 7591 section 3.2.1. The secret does not expire. */
const registered = ({ id, settings, secrets: [secret], createdAt }: Client, asked: ClientMetadata) => ({
  client_id: id,
  client_id_issued_at: Math.floor(createdAt.getTime() / 1000),
  ...(secret && { client_secret: secret.value, client_secret_expires_at: 0 }),
  client_name: settings.ClientName,
  redirect_uris: settings.CallbackURLs,
  grant_types: asked.grant_types,
  response_types: settings.AllowedOAuthFlows?.includes("code") ? ["code"] : [],
  token_endpoint_auth_method: asked.token_endpoint_auth_method,
  scope: settings.AllowedOAuthScopes?.join(" "),
});
