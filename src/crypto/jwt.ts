import { type KeyObject, sign, type webcrypto } from "node:crypto";
import { promisify } from "node:util";
import { compactVerify, errors } from "jose";

/** Signing and verifying the JWTs of Poolhouse itself: RS256 and nothing else. */

export type JwtClaims = Readonly<Record<string, unknown>>;

/** A verified token's claims, or why there are none. */
export type JwtVerdict = { claims: JwtClaims } | { refused: "malformed" | "unknown-key" | "bad-signature" };

/** The key with this key id that the caller trusts. */
export type FindKey = (kid: string) => Promise<webcrypto.CryptoKey | undefined> | webcrypto.CryptoKey | undefined;

/** Far above any token that fits in a request's headers, low enough to be read at no cost. */
const longestToken = 65_536;

/** The header exactly as Cognito writes it, without a `typ`. */
const protectedHeader = (kid: string) => ({ kid, alg: "RS256" });

const signOnThreadPool = promisify(sign);
const base64url = (text: string) => Buffer.from(text).toString("base64url");

/**
 * A signed JWT (RFC 7519). The signature is made on the thread pool, by Node itself: with its encodings in JavaScript jose
 * takes a tenth of a sign-in more. Reading tokens is left to jose.
 */
export async function signJwt(
  claims: JwtClaims,
  { kid, privateKey }: { kid: string; privateKey: KeyObject },
): Promise<string> {
  const input = `${base64url(JSON.stringify(protectedHeader(kid)))}.${base64url(JSON.stringify(claims))}`;
  const signature = await signOnThreadPool("sha256", Buffer.from(input), privateKey);
  return `${input}.${signature.toString("base64url")}`;
}

/**
 * Checks the form and the signature of a JWT that `signJwt` made; expiry and claims are the caller's to judge.
 * A header that differs by one byte from what `signJwt` writes is malformed. So no other `alg`, no `crit`, no key of the
 * token's own (`jwk`, `jku`, `x5c`) and no member given twice is ever looked at.
 */
export async function verifyJwt(token: string, findKey: FindKey): Promise<JwtVerdict> {
  const kid = keyIdOf(token);
  if (kid === undefined) return { refused: "malformed" };
  const key = await findKey(kid);
  if (!key) return { refused: "unknown-key" };
  const payload = await signedPayload(token, key);
  if (!payload) return { refused: "bad-signature" };
  const claims = parseObject(payload);
  return claims ? { claims } : { refused: "malformed" };
}

/** The key id of a token in our own form, else undefined. */
function keyIdOf(token: string): string | undefined {
  if (token.length > longestToken) return undefined;
  const parts = token.split(".", 4);
  if (parts.length !== 3 || !parts.every(isBase64url)) return undefined;
  const [header] = parts as [string, string, string];
  const kid = parseObject(Buffer.from(header, "base64url").toString())?.kid;
  if (typeof kid !== "string") return undefined;
  return header === Buffer.from(JSON.stringify(protectedHeader(kid))).toString("base64url") ? kid : undefined;
}

/** Canonical only: otherwise the last character's idle bits would let one token be written in several ways. */
function isBase64url(part: string): boolean {
  return part !== "" && Buffer.from(part, "base64url").toString("base64url") === part;
}

async function signedPayload(token: string, key: webcrypto.CryptoKey): Promise<string | undefined> {
  try {
    const { payload } = await compactVerify(token, key, { algorithms: ["RS256"] });
    return Buffer.from(payload).toString();
  } catch (error) {
    if (error instanceof errors.JWSSignatureVerificationFailed) return undefined;
    throw error;
  }
}

function parseObject(text: string): JwtClaims | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
