import { type Authorizer, open } from "../authorizers/authorizer.ts";
import { cognitoUserPools } from "../authorizers/cognito-user-pools.ts";
import { iam } from "../authorizers/iam.ts";
import { type IdentitySource, identitySource } from "../authorizers/identity-source.ts";
import { jwt } from "../authorizers/jwt.ts";
import { type LambdaOptions, lambda } from "../authorizers/lambda.ts";
import type { PoolSource } from "../verifier/pool-source.ts";
import { createVerifier } from "../verifier/verifier.ts";
import { expression } from "./expression.ts";
import type { HttpAuthorizer } from "./http-shape.ts";
import type { Complain, Path } from "./references.ts";
import type { RestAuthorizer } from "./rest-shape.ts";
import type { GatewayServices, Make } from "./services.ts";

/** A declared authorizer, and the scopes that a route of it wants where it names none; undefined where it knows of none. */
export interface PlannedAuthorizer {
  readonly make: Make<Authorizer>;
  readonly scopes: readonly string[] | undefined;
}

export const nobody: PlannedAuthorizer = { make: () => open, scopes: undefined };
export const signature: PlannedAuthorizer = { make: iam, scopes: undefined };

/** How long an answer of a function is waited for, and remembered where nothing is said, in milliseconds. */
const restPatience = 29_000;
const httpPatience = 10_000;
const restLife = 300;

export interface AuthorizerPlace {
  readonly complain: Complain;
  readonly path: Path;
  /**
   * Poolhouse's own, beside the authorizers: whether each token is held to what the service knows of it at this moment.
   * AWS looks at the token alone.
   */
  readonly strict: "strict" | "as on AWS";
}

/** Whom a verifier asks of tokens: the time always, and whether they stand where that is wanted. */
const judges = (
  { pools }: GatewayServices,
  strict: AuthorizerPlace["strict"],
): Pick<PoolSource, "timeOf" | "standingOf"> => (strict === "strict" ? pools : { timeOf: pools.timeOf });

/** An entry of a REST API's Authorizers. */
export function planRestAuthorizer(
  name: string,
  declared: RestAuthorizer,
  { complain, path, strict }: AuthorizerPlace,
): PlannedAuthorizer {
  const { UserPoolArn, FunctionArn, FunctionPayloadType = "TOKEN", Identity = {}, AuthorizationScopes = [] } = declared;
  const header = `method.request.header.${Identity.Header ?? "Authorization"}`;
  const validation = expression(Identity.ValidationExpression, complain, [...path, "Identity", "ValidationExpression"]);
  if (UserPoolArn) {
    const source = identitySource(header)!;
    const make: Make<Authorizer> = (services) => {
      const issuers = UserPoolArn.map(services.issuerOf);
      return cognitoUserPools({
        name,
        source,
        validation,
        verifier: createVerifier({ ...services, issuers, pools: judges(services, strict) }),
      });
    };
    return { make, scopes: AuthorizationScopes };
  }
  if (FunctionArn === undefined) {
    complain(path, "must have UserPoolArn or FunctionArn");
    return nobody;
  }
  refuseScopes(declared, complain, path);
  const isToken = FunctionPayloadType === "TOKEN";
  const sources = isToken ? [header] : sourcesOf(Identity, "method.request");
  if (!isToken && sources.length === 0) complain([...path, "Identity"], "must name what the function judges by");
  return planLambda({
    ...{ name, arn: FunctionArn, validation: isToken ? validation : undefined, patience: restPatience },
    ...{ event: isToken ? "token" : "rest-request", answer: "policy" },
    sources: readSources(sources, complain, path),
    life: (Identity.ReauthorizeEvery ?? restLife) * 1000,
  });
}

/** An entry of an HTTP API's Authorizers. */
export function planHttpAuthorizer(
  name: string,
  declared: HttpAuthorizer,
  { complain, path, strict }: AuthorizerPlace,
): PlannedAuthorizer {
  const { JwtConfiguration, IdentitySource: source, FunctionArn, Identity = {}, AuthorizationScopes = [] } = declared;
  if (JwtConfiguration) {
    const { issuer, audience = [] } = JwtConfiguration;
    if (issuer === undefined) complain([...path, "JwtConfiguration", "issuer"], "is required");
    if (audience.length === 0) complain([...path, "JwtConfiguration", "audience"], "must not be empty");
    const [found] = readSources([source ?? "$request.header.Authorization"], complain, [...path, "IdentitySource"]);
    const make: Make<Authorizer> = (services) => {
      const issuers = [services.issuerOf(issuer ?? "")];
      return jwt({
        name,
        audience,
        source: found!,
        verifier: createVerifier({ ...services, issuers, pools: judges(services, strict) }),
      });
    };
    return { make, scopes: AuthorizationScopes };
  }
  if (FunctionArn === undefined) {
    complain(path, "must have JwtConfiguration or FunctionArn");
    return nobody;
  }
  refuseScopes(declared, complain, path);
  const { AuthorizerPayloadFormatVersion: version = "1.0", EnableSimpleResponses: simple } = declared;
  if (version !== "1.0" && version !== "2.0") {
    complain([...path, "AuthorizerPayloadFormatVersion"], "must be 1.0 or 2.0");
  }
  if (simple && version !== "2.0") {
    complain([...path, "EnableSimpleResponses"], "must stand beside AuthorizerPayloadFormatVersion 2.0");
  }
  const life = (Identity.ReauthorizeEvery ?? 0) * 1000;
  const sources = sourcesOf(Identity, "$request");
  if (life > 0 && sources.length === 0) {
    complain(path, "Identity source must be set if authorizer caching is enabled (TTL is greater than 0)");
  }
  return planLambda({
    ...{ name, arn: FunctionArn, life, patience: httpPatience },
    ...{ event: version === "2.0" ? "http-2.0" : "http-1.0", answer: simple ? "simple" : "policy" },
    sources: readSources(sources, complain, path),
  });
}

const planLambda = (options: Omit<LambdaOptions, "functions" | "clock">): PlannedAuthorizer => ({
  make: ({ functions, clock }) => lambda({ ...options, functions, clock }),
  scopes: undefined,
});

function refuseScopes({ AuthorizationScopes }: RestAuthorizer | HttpAuthorizer, complain: Complain, path: Path): void {
  if (AuthorizationScopes) complain([...path, "AuthorizationScopes"], "is nothing that a function is told of");
}

type Identity = NonNullable<RestAuthorizer["Identity"]>;

function sourcesOf({ Headers = [], QueryStrings = [], StageVariables = [], Context = [] }: Identity, request: string) {
  const mark = request.startsWith("$") ? "$" : "";
  return [
    ...Headers.map((name) => `${request}.header.${name}`),
    ...QueryStrings.map((name) => `${request}.querystring.${name}`),
    ...StageVariables.map((name) => `${mark}stageVariables.${name}`),
    ...Context.map((name) => `${mark}context.${name}`),
  ];
}

function readSources(texts: readonly string[], complain: Complain, path: Path): IdentitySource[] {
  return texts.flatMap((text) => {
    const source = identitySource(text);
    if (!source) complain(path, `Invalid identity source expression: ${text}`);
    return source ?? [];
  });
}
