import { Hono } from "hono";
import { cors } from "hono/cors";
import type { Services } from "../domain/services.ts";
import { jwks } from "../domain/token/signing-keys.ts";

/**
 * What verifiers and OIDC clients read of a pool: keys (RFC 7517) and discovery document (OpenID Connect Discovery 1.0).
 * Every URL in it but the issuer comes from the public URL, so that each can be reached from where the document was read.
 */
export function wellKnown({ database, issuer, publicUrl }: Services): Hono {
  const routes = new Hono();
  routes.use("/:poolId/.well-known/*", cors({ origin: "*", allowMethods: ["GET"] }));

  routes.get("/:poolId/.well-known/jwks.json", async (c) => {
    const pool = await database.pools.get(c.req.param("poolId"));
    if (!pool) return c.json({ message: "User pool does not exist." }, 404);
    return c.json(jwks(await database.pools.signingKeys(pool.id)));
  });

  routes.get("/:poolId/.well-known/openid-configuration", async (c) => {
    const pool = await database.pools.get(c.req.param("poolId"));
    if (!pool) return c.json({ message: "User pool does not exist." }, 404);
    const base = `${publicUrl()}/${pool.id}`;
    return c.json({
      authorization_endpoint: `${base}/oauth2/authorize`,
      end_session_endpoint: `${base}/logout`,
      id_token_signing_alg_values_supported: ["RS256"],
      issuer: issuer(pool),
      jwks_uri: `${base}/.well-known/jwks.json`,
      response_types_supported: ["code", "token"],
      revocation_endpoint: `${base}/oauth2/revoke`,
      scopes_supported: ["openid", "email", "phone", "profile"],
      subject_types_supported: ["public"],
      token_endpoint: `${base}/oauth2/token`,
      token_endpoint_auth_methods_supported: ["client_secret_basic", "client_secret_post"],
      userinfo_endpoint: `${base}/oauth2/userInfo`,
    });
  });
  return routes;
}
