import type { Claims } from "./compact-jws.ts";
import type { VerifyingKey } from "./issuer.ts";

/** A token whose signature was verified, and by which key. */
export interface VerifiedToken {
  readonly claims: Claims;
  readonly kid: string;
  readonly key: VerifyingKey;
}

/**
 * Tokens that were verified, in this process's memory alone. Bounded; the one that was verified first makes room. Whether
 * a token's time has come or gone is asked afresh each time.
 */
export interface VerifiedTokens {
  get(token: string): VerifiedToken | undefined;
  add(token: string, verified: VerifiedToken): void;
  delete(token: string): void;
}

const mostRemembered = 10_000;
/** In characters: far above what fits beside other headers; longer ones are verified each time. */
const longestRemembered = 8_192;

export function verifiedTokens(): VerifiedTokens {
  const tokens = new Map<string, VerifiedToken>();
  return {
    get: (token) => tokens.get(token),
    delete: (token) => void tokens.delete(token),
    add(token, verified) {
      if (token.length > longestRemembered) return;
      tokens.set(token, verified);
      if (tokens.size <= mostRemembered) return;
      const [first] = tokens.keys();
      if (first !== undefined) tokens.delete(first);
    },
  };
}
