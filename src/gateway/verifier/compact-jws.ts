import { type KeyObject, verify } from "node:crypto";
import type { Denial } from "./denial.ts";

export type Claims = Readonly<Record<string, unknown>>;

/** A token that has the form of a signed JWT (RFC 7519). Nothing of it is proven yet. */
export interface UnprovenToken {
  readonly kid: string;
  readonly algorithm: Algorithm;
  readonly claims: Claims;
  readonly signed: string;
  readonly signature: Buffer;
}

/** Nothing but RSA: API Gateway takes no other, and a secret or no key at all must never do. Their OpenSSL names. */
const algorithms = { RS256: "RSA-SHA256", RS384: "RSA-SHA384", RS512: "RSA-SHA512" } as const;

export type Algorithm = keyof typeof algorithms;

/** Far above any token that fits in a request's headers, low enough to be read at no cost. */
const longestToken = 65_536;

/** Takes a token apart, or tells what is wrong with it. */
export function readToken(token: string): UnprovenToken | Denial {
  if (token.length > longestToken) {
    return { check: "form", expected: `at most ${longestToken} characters`, found: `${token.length}` };
  }
  const parts = token.split(".", 4);
  if (parts.length !== 3) {
    return { check: "form", expected: "a JWT of three parts", found: parts.length > 3 ? "more" : `${parts.length}` };
  }
  const [head, payload, signature] = parts as [string, string, string];
  const header = readObject(head);
  if (!header) return { check: "form", expected: "a header of JSON in base64url" };
  if (typeof header.alg !== "string" || !Object.hasOwn(algorithms, header.alg)) {
    return { check: "alg", expected: Object.keys(algorithms).join(", "), found: shortText(header.alg) };
  }
  if (typeof header.kid !== "string") return { check: "kid", expected: "a key's id in the header", found: "none" };
  // Extensions that must be understood (RFC 7515 section 4.1.11), and none is.
  if (header.crit !== undefined) return { check: "crit", expected: "a header without extensions" };
  const claims = readObject(payload);
  if (!claims) return { check: "form", expected: "claims of JSON in base64url" };
  if (!isBase64url(signature)) return { check: "form", expected: "a signature in base64url" };
  return {
    kid: header.kid,
    algorithm: header.alg as Algorithm,
    claims,
    signed: `${head}.${payload}`,
    signature: Buffer.from(signature, "base64url"),
  };
}

/** Whether the holder of the key signed this token. About 30 microseconds, on the event loop: a thread's turn costs more. */
export const isSignedBy = ({ algorithm, signed, signature }: UnprovenToken, key: KeyObject): boolean =>
  verify(algorithms[algorithm], Buffer.from(signed), key, signature);

/** Canonical only: otherwise the last character's idle bits would let one token be written in several ways. */
function isBase64url(part: string): boolean {
  return part !== "" && Buffer.from(part, "base64url").toString("base64url") === part;
}

function readObject(part: string): Claims | undefined {
  if (!isBase64url(part)) return undefined;
  try {
    const value: unknown = JSON.parse(Buffer.from(part, "base64url").toString());
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Claims) : undefined;
  } catch {
    return undefined;
  }
}

const shortText = (value: unknown): string => (JSON.stringify(value) ?? "none").slice(0, 40);
