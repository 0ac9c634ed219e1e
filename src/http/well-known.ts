import { hash } from "node:crypto";
import { type Context, Hono } from "hono";
import { cors } from "hono/cors";
import { type Pool, registersClients } from "../domain/pool/pool.ts";
import { domainOf } from "../domain/pool-domain/find-domain.ts";
import type { Services } from "../domain/services.ts";
import { jwks } from "../domain/token/signing-keys.ts";

/**
 * For pages of any origin. Read afresh each time, for a cache would hide a new key or public URL; but an unchanged
 * document is not sent again (RFC 9110 section 13.1.2). As middlewares these would cost more than all else that is done.
 */
function answer(c: Context, document: object, status: 200 | 404): Response {
  const text = JSON.stringify(document);
  const ETag = `"${hash("sha1", text)}"`;
  const headers = { "Access-Control-Allow-Origin": "*", "Cache-Control": "no-cache", ETag };
  const known = c.req.header("if-none-match")?.split(/,\s*/) ?? [];
  if (known.some((tag) => tag.replace(/^W\//, "") === ETag)) return new Response(null, { status: 304, headers });
  return new Response(text, { status, headers: { "Content-Type": "application/json", ...headers } });
}

/**
 * What verifiers and OIDC clients read of a pool: keys (RFC 7517) and discovery document (OpenID Connect Discovery 1.0).
 * Every URL in it but the issuer comes from the public URL, so that each can be reached from where the document was read.
 */
export function wellKnown(services: Pick<Services, "database" | "issuer" | "publicUrl" | "domainUrl">): Hono {
  const { database, issuer, publicUrl, domainUrl } = services;
  const documents = {
    "jwks.json": async ({ id }: Pool) => jwks(await database.pools.signingKeys(id)),
    "openid-configuration": async (pool: Pool) => {
      const domain = await domainOf(services, pool);
      const jwksUri = `${publicUrl()}/${pool.id}/.well-known/jwks.json`;
      return discovery(pool, issuer(pool), jwksUri, domain && domainUrl(domain));
    },
  };
  const routes = new Hono();
  // Only what can be a pool's id: the paths of other faces are not for pages of any origin.
  const folder = "/:poolId{[\\w-]+_[0-9a-zA-Z]+}/.well-known";
  routes.options(`${folder}/*`, cors({ origin: "*", allowMethods: ["GET", "HEAD"] }));
  for (const [name, document] of Object.entries(documents)) {
    routes.get(`${folder}/${name}`, async (c: Context<object, "/:poolId">) => {
      const pool = await database.pools.get(c.req.param("poolId"));
      if (!pool) return answer(c, { message: `User pool ${c.req.param("poolId")} does not exist.` }, 404);
      return answer(c, await document(pool), 200);
    });
  }
  return routes;
}

/**
 * In Cognito's members and order. What stands at the pool's domain, at `base`, is not named while there is none.
 */
const discovery = (pool: Pool, issuer: string, jwks_uri: string, base?: string) => ({
  ...(base && { authorization_endpoint: `${base}/oauth2/authorize`, end_session_endpoint: `${base}/logout` }),
  id_token_signing_alg_values_supported: ["RS256"],
  ...{ issuer, jwks_uri },
  ...(base && registersClients(pool) && { registration_endpoint: `${base}/oauth2/register` }),
  response_types_supported: ["code", "token"],
  ...(base && { revocation_endpoint: `${base}/oauth2/revoke` }),
  scopes_supported: ["openid", "email", "phone", "profile"],
  subject_types_supported: ["public"],
  ...(base && { token_endpoint: `${base}/oauth2/token` }),
  token_endpoint_auth_methods_supported: ["client_secret_basic", "client_secret_post"],
  ...(base && { userinfo_endpoint: `${base}/oauth2/userInfo` }),
});
