import { createPrivateKey, createPublicKey, hash, verify } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import type { Context } from "hono";
import { sameText } from "../../crypto/constant-time.ts";
import { signJwt } from "../../crypto/jwt.ts";
import type { ProviderDetails } from "../../domain/identity-provider/identity-provider.ts";
import { type Given, openGiven, sealGiven } from "../../domain/stand-in/sealed-answer.ts";
import { standInUrl } from "../../domain/stand-in/stand-in-details.ts";
import { keyFor } from "../../domain/stand-in/stand-in-key.ts";
import { keyId } from "./documents.ts";
import { life, type StandInEnv } from "./env.ts";
import { readForm } from "./form.ts";

/** Longer than anybody waits, in milliseconds. */
const tooLong = 8_000;

/** `…/token` (RFC 6749 section 4.1.3): by POST, or by GET as Facebook's. */
export async function token(c: Context<StandInEnv>): Promise<Response> {
  const { services, provider } = c.var;
  const { details, type } = provider.content;
  const sent = c.req.method === "GET" ? c.req.query() : await readForm(c);
  if (sent.client_id !== details.client_id || !isSecret(sent.client_secret ?? "", type, details)) {
    return c.json({ error: "invalid_client" }, 401);
  }
  const given = openGiven(services, provider, sent.code ?? "", "code");
  const isUsed = !given || !(await services.database.spent.spend(useOf(sent.code ?? ""), new Date(given.expiresAt)));
  if (isUsed || sent.redirect_uri !== given.redirectUri) return c.json({ error: "invalid_grant" }, 400);
  if (given.failure === "time-out") {
    await wait(tooLong);
    return c.json({ error: "temporarily_unavailable" }, 503);
  }
  const access_token = sealGiven(services, provider, { ...given, use: "token" });
  const tokens = { access_token, token_type: "Bearer", expires_in: life / 1000 };
  if (type === "Facebook" || type === "LoginWithAmazon") return c.json(tokens);
  return c.json({ ...tokens, id_token: await idToken(c, given) });
}

const useOf = (code: string): string => `stand-in/${hash("sha256", code, "base64url")}`;

/** The secret itself; of Apple's, whether the developer's key has signed it. */
function isSecret(secret: string, type: string, { client_secret = "", private_key = "", client_id }: ProviderDetails) {
  if (type !== "SignInWithApple") return sameText(secret, client_secret);
  const [header = "", payload = "", signature = ""] = secret.split(".");
  const pem = private_key.includes("-----BEGIN")
    ? private_key
    : `-----BEGIN PRIVATE KEY-----\n${private_key}\n-----END PRIVATE KEY-----`;
  const key = { key: createPublicKey(createPrivateKey(pem)), dsaEncoding: "ieee-p1363" } as const;
  if (!verify("sha256", Buffer.from(`${header}.${payload}`), key, Buffer.from(signature, "base64url"))) return false;
  const claims = JSON.parse(Buffer.from(payload, "base64url").toString());
  return claims.sub === client_id && claims.aud === "https://appleid.apple.com";
}

/** OpenID Connect Core section 2, with the fault that was chosen. */
async function idToken({ var: { services, provider } }: Context<StandInEnv>, given: Given): Promise<string> {
  const { person, failure, nonce } = given;
  const now = Math.floor(services.clock.machineNow().getTime() / 1000);
  const age = failure === "expired" ? 3600 : 0;
  const claims = {
    ...person,
    iss: standInUrl(services, provider),
    aud: provider.content.details.client_id,
    iat: now - age,
    exp: now - age + life / 1000,
    ...(nonce !== undefined && { nonce: failure === "wrong-nonce" ? "of another request" : nonce }),
  };
  const { privateKey: der } = await keyFor(services, provider, failure);
  const privateKey = createPrivateKey({ key: Buffer.from(der, "base64"), format: "der", type: "pkcs8" });
  return signJwt(claims, { kid: keyId, privateKey });
}
