import type { Context } from "hono";
import { isSecretOf } from "../../domain/client/check-client-secret.ts";
import type { Client } from "../../domain/client/client.ts";
import { refuse } from "../../domain/oauth/oauth-error.ts";
import type { Parameters } from "../../domain/oauth/parameters.ts";
import type { PoolEnv } from "./place.ts";

interface Credentials {
  readonly id: string;
  readonly secret: string | undefined;
}

/**
 * The client that calls, which has shown its secret if it has one: by HTTP Basic or in the body, and not by both
 * (RFC 6749 section 2.3). Throws OAuthError.
 */
export async function authenticateClient(c: Context<PoolEnv>, body: Parameters): Promise<Client> {
  const { id, secret } = credentialsOf(c.req.header("authorization"), body);
  const client = await c.var.services.database.clients.get(id);
  if (client?.poolId !== c.var.place.pool.id) refuse("invalid_client", "the pool has no such client");
  if (client.secrets.length === 0) {
    if (secret !== undefined) refuse("invalid_client", "the client has no secret, and one was sent");
    return client;
  }
  if (secret === undefined) refuse("invalid_client", "the client has a secret, and none was sent");
  if (!isSecretOf(client, secret)) refuse("invalid_client", "the secret is wrong");
  return client;
}

function credentialsOf(authorization: string | undefined, body: Parameters): Credentials {
  const { client_id: id, client_secret: secret } = body;
  if (authorization === undefined) {
    if (id === undefined) refuse("invalid_request", "no client is named");
    return { id, secret };
  }
  const basic = readBasic(authorization);
  if (!basic) refuse("invalid_client", "the Authorization header is not one of HTTP Basic");
  if (secret !== undefined) refuse("invalid_request", "the client authenticates in two ways at once");
  if (id !== undefined && id !== basic.id) refuse("invalid_request", "the body names another client than the header");
  return basic;
}

/** RFC 6749 section 2.3.1: both parts are form-encoded within the base64; Cognito's ids and secrets look the same either way. */
function readBasic(authorization: string): Credentials | undefined {
  const [, encoded] = /^Basic +([A-Za-z0-9+/]+=*)$/i.exec(authorization) ?? [];
  const text = encoded === undefined ? "" : Buffer.from(encoded, "base64").toString();
  const colon = text.indexOf(":");
  if (colon < 1) return undefined;
  const [id, secret] = [text.slice(0, colon), text.slice(colon + 1)].map(formDecoded);
  return id === undefined || secret === undefined ? undefined : { id, secret: secret === "" ? undefined : secret };
}

function formDecoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return undefined;
  }
}
