import type { Claims } from "../verifier/compact-jws.ts";
import type { Authorization, Guard, Need } from "./guard.ts";
import { bearerOf } from "./request-headers.ts";

/** What API Gateway asks a TOKEN authorizer (`APIGatewayTokenAuthorizerEvent` of @types/aws-lambda). */
interface TokenEvent {
  readonly authorizationToken: string;
  readonly methodArn: string;
}

/** What it asks a REQUEST authorizer, in payload format 1.0 (REST, HTTP) and 2.0 (HTTP alone). */
interface RequestEvent {
  /** HTTP APIs tell their payload format; REST APIs do not. */
  readonly version?: string;
  readonly headers?: Readonly<Record<string, string | undefined>> | null;
  readonly methodArn?: string;
  readonly routeArn?: string;
}

/** An authorizer's answer in the form of a policy. */
export interface PolicyAnswer {
  readonly principalId: string;
  readonly policyDocument: {
    readonly Version: "2012-10-17";
    readonly Statement: [{ Action: "execute-api:Invoke"; Effect: "Allow" | "Deny"; Resource: string }];
  };
  readonly context: Context;
}

/** An authorizer's answer where an HTTP API has EnableSimpleResponses. */
export interface SimpleAnswer {
  readonly isAuthorized: boolean;
  readonly context: Context;
}

type Context = Readonly<Record<string, string | number | boolean>>;

/**
 * The handler of a TOKEN authorizer. A token that nobody can be known by is `Unauthorized` (401); one that lacks a scope or
 * a group is denied by policy (403).
 */
export const tokenAuthorizer =
  (guard: Guard, need?: Need) =>
  async ({ authorizationToken, methodArn }: TokenEvent): Promise<PolicyAnswer> =>
    policyFor(await guard.authorizeToken(bearerOf(authorizationToken) ?? "", need), methodArn);

/** The same for a REQUEST authorizer, which answers with a policy. An HTTP API is denied by policy alone (403). */
export const requestAuthorizer =
  (guard: Guard, need?: Need) =>
  async ({ version, headers, methodArn, routeArn }: RequestEvent): Promise<PolicyAnswer> => {
    const authorization = await guard.authorize({ headers: headers ?? {} }, need);
    const arn = methodArn ?? routeArn ?? "";
    return version !== undefined && !authorization.allowed ? denied(arn) : policyFor(authorization, arn);
  };

/** The same for a REQUEST authorizer with simple responses (payload format 2.0), where every refusal is a 403. */
export const simpleAuthorizer =
  (guard: Guard, need?: Need) =>
  async ({ headers }: RequestEvent): Promise<SimpleAnswer> => {
    const authorization = await guard.authorize({ headers: headers ?? {} }, need);
    if (!authorization.allowed) return { isAuthorized: false, context: {} };
    return { isAuthorized: true, context: contextOf(authorization.claims) };
  };

function policyFor(authorization: Authorization, methodArn: string): PolicyAnswer {
  if (authorization.allowed) {
    const { claims } = authorization;
    return policy(String(claims.sub), "Allow", everyMethod(methodArn), contextOf(claims));
  }
  // A REST API answers 401 to this very word, and 500 to any other error.
  if (authorization.refusal.status === 401) throw new Error("Unauthorized");
  return denied(methodArn);
}

const denied = (methodArn: string): PolicyAnswer => policy("nobody", "Deny", everyMethod(methodArn), {});

/** The answer is kept for the token and applies to each method that is called with it, so it must not name this one alone. */
const everyMethod = (methodArn: string): string => methodArn.split("/").slice(0, 2).concat("*").join("/");

const policy = (principalId: string, Effect: "Allow" | "Deny", Resource: string, context: Context): PolicyAnswer => ({
  principalId,
  policyDocument: { Version: "2012-10-17", Statement: [{ Action: "execute-api:Invoke", Effect, Resource }] },
  context,
});

/** A context holds no lists or objects: those are given as JSON. */
const contextOf = (claims: Claims): Context =>
  Object.fromEntries(
    Object.entries(claims).map(([name, value]) => [
      name,
      ["string", "number", "boolean"].includes(typeof value)
        ? (value as string | number | boolean)
        : JSON.stringify(value),
    ]),
  );
