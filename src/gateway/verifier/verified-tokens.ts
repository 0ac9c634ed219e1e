import { hash } from "node:crypto";
import type { Claims } from "./compact-jws.ts";

/** A token whose signature was verified. */
export interface VerifiedToken {
  readonly claims: Claims;
  readonly kid: string;
}

/**
 * Tokens that were verified, by their SHA-256: the tokens themselves are kept nowhere. Bounded; the one that was verified
 * first makes room. Whether a token's time has come or gone is asked afresh each time.
 */
export interface VerifiedTokens {
  get(digest: string): VerifiedToken | undefined;
  add(digest: string, token: VerifiedToken): void;
  delete(digest: string): void;
}

const mostRemembered = 10_000;

export const digestOf = (token: string): string => hash("sha256", token, "base64");

export function verifiedTokens(): VerifiedTokens {
  const tokens = new Map<string, VerifiedToken>();
  return {
    get: (digest) => tokens.get(digest),
    delete: (digest) => void tokens.delete(digest),
    add(digest, token) {
      tokens.set(digest, token);
      if (tokens.size <= mostRemembered) return;
      const [first] = tokens.keys();
      if (first !== undefined) tokens.delete(first);
    },
  };
}
