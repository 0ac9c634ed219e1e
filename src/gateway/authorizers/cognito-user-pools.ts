import { bearerOf } from "../library/request-headers.ts";
import { shown } from "../verifier/denial.ts";
import type { Verifier } from "../verifier/verifier.ts";
import { type Authorizer, refuse } from "./authorizer.ts";
import type { IdentitySource } from "./identity-source.ts";

export interface CognitoUserPoolsOptions {
  readonly name: string;
  readonly verifier: Verifier;
  readonly source: IdentitySource;
  /** Matched against `aud` alone: access tokens have none, so that any expression refuses them, as on AWS. */
  readonly validation?: RegExp | undefined;
}

/**
 * COGNITO_USER_POOLS of a REST API: without scopes on the method it takes ID tokens alone, with scopes access tokens alone,
 * with at least one of them. No client is asked for.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-integrate-with-cognito.html
 */
export const cognitoUserPools = ({ name, verifier, source, validation }: CognitoUserPoolsOptions): Authorizer => ({
  name,
  async authorize(exchange, scopes) {
    const token = bearerOf(source.read(exchange));
    if (token === undefined)
      return refuse("missing", { check: "token", expected: `a token in ${source.text}`, found: "none" });
    const tokenUse = scopes.length > 0 ? "access" : "id";
    const verdict = await verifier.verify(token, { tokenUse, scopes });
    if (verdict.denied) return refuse(kindOf(verdict.denied.check), verdict.denied);
    const { claims } = verdict;
    if (validation && !(typeof claims.aud === "string" && validation.test(claims.aud))) {
      return refuse("invalid", { check: "aud", expected: `a match of ${validation.source}`, found: shown(claims.aud) });
    }
    return { identity: { kind: "token", claims, scopes: scopes.length > 0 ? scopes : null } };
  },
});

const kindOf = (check: string) => (check === "exp" ? "expired" : check === "scope" ? "scope" : "invalid");
