import { createPublicKey, type JsonWebKey, type KeyObject } from "node:crypto";
import type { Algorithm } from "./compact-jws.ts";

/** A key that an issuer signs with; bound to an algorithm where the JWKS says so. */
export interface VerifyingKey {
  readonly key: KeyObject;
  readonly algorithm: string | undefined;
}

const leastModulus = 2048;

/** RSA keys for signatures alone; a JWKS may hold others, which are passed over. */
export function importKey(jwk: JsonWebKey): [kid: string, key: VerifyingKey][] {
  const { kid, kty, use = "sig", alg } = jwk;
  if (typeof kid !== "string" || kty !== "RSA" || use !== "sig") return [];
  try {
    const key = createPublicKey({ key: jwk, format: "jwk" });
    if ((key.asymmetricKeyDetails?.modulusLength ?? 0) < leastModulus) return [];
    return [[kid, { key, algorithm: typeof alg === "string" ? alg : undefined }]];
  } catch {
    return [];
  }
}

/** Whether a key may be used with this algorithm (RFC 7517 section 4.4). */
export const isFor = ({ algorithm }: VerifyingKey, wanted: Algorithm): boolean =>
  algorithm === undefined || algorithm === wanted;
