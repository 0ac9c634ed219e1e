import { createPrivateKey, generateKeyPair, type KeyObject, subtle, type webcrypto } from "node:crypto";
import { promisify } from "node:util";
import type { Random } from "../random.ts";

/** RSA-2048 keys for RS256, as Cognito has them. */

/** One entry of a pool's JWKS (RFC 7517), its members as Cognito orders them. */
export interface PublicJwk {
  readonly alg: "RS256";
  readonly e: string;
  /** Base64 of 32 random bytes: 43 characters and a `=`. */
  readonly kid: string;
  readonly kty: "RSA";
  readonly n: string;
  readonly use: "sig";
}

export interface SigningKeyPair {
  readonly kid: string;
  readonly publicJwk: PublicJwk;
  /** PKCS #8 DER, in clear: to be sealed before it is stored. */
  readonly privateKey: Buffer;
}

const generateRsa = promisify(generateKeyPair);
const algorithm = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };

/** A new key pair; about 60 ms of work, on the thread pool. */
export async function generateSigningKey(random: Random): Promise<SigningKeyPair> {
  const { publicKey, privateKey } = await generateRsa("rsa", { modulusLength: 2048 });
  const { e = "", n = "" } = publicKey.export({ format: "jwk" });
  const kid = random.bytes(32).toString("base64");
  return {
    kid,
    publicJwk: { alg: "RS256", e, kid, kty: "RSA", n, use: "sig" },
    privateKey: privateKey.export({ type: "pkcs8", format: "der" }),
  };
}

/** The private key in PKCS #8 DER, ready for `signJwt`. Import once and keep it. */
export function importSigningKey(der: Buffer): KeyObject {
  return createPrivateKey({ key: der, format: "der", type: "pkcs8" });
}

/** The public key, ready for `verifyJwt`. Import once and keep it. */
export function importVerifyingKey(publicJwk: PublicJwk): Promise<webcrypto.CryptoKey> {
  return subtle.importKey("jwk", publicJwk, algorithm, false, ["verify"]);
}
