import { bearerOf } from "../library/request-headers.ts";
import { scopesOf } from "../verifier/check-claims.ts";
import type { Verifier } from "../verifier/verifier.ts";
import { type Authorizer, refuse } from "./authorizer.ts";
import type { IdentitySource } from "./identity-source.ts";

export interface JwtOptions {
  readonly name: string;
  readonly verifier: Verifier;
  readonly source: IdentitySource;
  readonly audience: readonly string[];
}

/**
 * JWT of an HTTP API: issuer, audience (`aud`, or `client_id` where there is none) and the route's scopes. Either kind of
 * token will do. https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
 */
export const jwt = ({ name, verifier, source, audience }: JwtOptions): Authorizer => ({
  name,
  async authorize(exchange, scopes) {
    const token = bearerOf(source.read(exchange));
    if (token === undefined)
      return refuse("missing", { check: "token", expected: `a token in ${source.text}`, found: "none" });
    const verdict = await verifier.verify(token, { audience, scopes });
    if (verdict.denied) return refuse(verdict.denied.check === "scope" ? "scope" : "invalid", verdict.denied);
    const { claims } = verdict;
    return { identity: { kind: "token", claims, scopes: scopes.length > 0 ? scopesOf(claims) : null } };
  },
});

/** What HTTP APIs say of a check that failed, in `error_description`. The text for the audience is known; others are near. */
export function errorDescription(check: string): string {
  return descriptions[check] ?? "the token is invalid";
}

const descriptions: Readonly<Record<string, string>> = {
  alg: "signing method is invalid",
  aud: "the token does not have a valid audience",
  client_id: "the token does not have a valid audience",
  exp: "the token has expired",
  form: "token contains an invalid number of segments",
  iat: "the token was used before it was issued",
  iss: "the issuer of the token is invalid",
  keys: "OIDC discovery endpoint communication error",
  kid: "unable to find a signing key that matches the token",
  nbf: "the token is not valid yet",
  scope: "the token does not have any of the required scopes",
  signature: "the signature of the token is invalid",
};
