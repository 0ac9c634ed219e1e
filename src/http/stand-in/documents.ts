import { createPublicKey, X509Certificate } from "node:crypto";
import type { Context } from "hono";
import { standInUrl } from "../../domain/stand-in/stand-in-details.ts";
import { findStandInKey } from "../../domain/stand-in/stand-in-key.ts";
import type { StandInEnv } from "./env.ts";

export const keyId = "stand-in";

/** `GET …/jwks` (RFC 7517). */
export async function jwks(c: Context<StandInEnv>): Promise<Response> {
  const { certificate } = await findStandInKey(c.var.services, c.var.provider);
  const { publicKey } = new X509Certificate(Buffer.from(certificate, "base64"));
  const { kty, n, e } = createPublicKey(publicKey.export({ type: "spki", format: "pem" })).export({ format: "jwk" });
  return c.json({ keys: [{ kty, n, e, kid: keyId, alg: "RS256", use: "sig" }] });
}

/** `GET …/.well-known/openid-configuration` (OpenID Connect Discovery section 4). */
export function configuration(c: Context<StandInEnv>): Response {
  const issuer = standInUrl(c.var.services, c.var.provider);
  return c.json({
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    userinfo_endpoint: `${issuer}/userinfo`,
    jwks_uri: `${issuer}/jwks`,
    response_types_supported: ["code"],
    subject_types_supported: ["public"],
    id_token_signing_alg_values_supported: ["RS256"],
    token_endpoint_auth_methods_supported: ["client_secret_post"],
  });
}
