/**
 * `poolhouse/gateway`: what stands between Poolhouse's tokens and a backend, as a library. A guard verifies tokens; the
 * rest puts it in front of an application: a plain `authorize(request)`, middleware for Hono, Express and Fastify, and
 * handlers of Lambda authorizers. It knows tokens and JWKS, and nothing of how Poolhouse keeps anything.
 */
export { claimsOf } from "./library/claims-of.ts";
export { expressGuard } from "./library/express.ts";
export { fastifyGuard } from "./library/fastify.ts";
export {
  type Authorization,
  createGuard,
  type Guard,
  type GuardOptions,
  type Need,
  type Refusal,
} from "./library/guard.ts";
export { honoGuard } from "./library/hono.ts";
export {
  type PolicyAnswer,
  requestAuthorizer,
  type SimpleAnswer,
  simpleAuthorizer,
  tokenAuthorizer,
} from "./library/lambda-authorizer.ts";
export type { Claims } from "./verifier/compact-jws.ts";
export type { Denial } from "./verifier/denial.ts";
