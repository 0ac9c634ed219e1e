import type { Claims } from "../verifier/compact-jws.ts";

/** Apart from the requests themselves, so that nothing which a client sends can pass for it. */
const known = new WeakMap<object, Claims>();

/** Remembers whom a request's token speaks for. */
export const rememberClaims = (request: object, claims: Claims): void => void known.set(request, claims);

/**
 * The claims of the token that let a request pass: of Hono's `c.req.raw`, of Express's and Fastify's `request`. Throws an
 * Error for a request that no guard let pass: a route without one must not be taken for a guarded one.
 */
export function claimsOf(request: object): Claims {
  const claims = known.get(request);
  if (!claims) throw new Error("No guard has let this request pass.");
  return claims;
}
