import type { Cors } from "../http-api/cors.ts";
import { type HttpRoute, httpApi } from "../http-api/http-api.ts";
import type { PathTemplate } from "../routing/path-template.ts";
import type { HttpProperties } from "./http-shape.ts";
import { planHttpAuthorizer } from "./plan-authorizer.ts";
import { type FindGuard, planAuthorizers } from "./plan-authorizers.ts";
import { planAnswer } from "./plan-integration.ts";
import { planRate } from "./plan-rate.ts";
import type { Planning } from "./planning.ts";
import { apiIdOf, type Resource } from "./read-resources.ts";
import type { Complain, Path } from "./references.ts";
import { checkRoutes, type DeclaredRoute, methodAndPath, routesOf } from "./routes.ts";
import type { Make, PlannedApi } from "./services.ts";

/** AWS::Serverless::HttpApi with its routes and authorizers. */
export function planHttp(resource: Resource<"AWS::Serverless::HttpApi">, planning: Planning): PlannedApi {
  const { name, path, properties } = resource;
  const { resources, place, complain } = planning;
  const { StageName: stage = "$default", StageVariables: variables = {}, Port: port = 0, Auth = {} } = properties;
  if (stage !== "$default" && !/^\w+$/.test(stage)) {
    complain([...path, "StageName"], "Stage name only allows a-zA-Z0-9_ and $default");
  }
  const facts = { name, id: apiIdOf(name), stage, variables, ...place };
  const guardOf = planAuthorizers(Auth, {
    ...{ complain, path: [...path, "Auth"], scoped: "COGNITO_USER_POOLS and JWT" },
    unsigned: Auth.EnableIamAuthorizer ? undefined : "EnableIamAuthorizer: true",
    plan: (name, declared, path) =>
      planHttpAuthorizer(name, declared, { complain, path, strict: Auth.Strict ? "strict" : "as on AWS" }),
  });
  const routes = routesOf(resource, "http", resources).flatMap(
    (route) => planRoute(route, properties, guardOf, planning) ?? [],
  );
  checkRoutes(routes, "http", complain);
  const cors = corsOf(properties, complain, path);
  return {
    name,
    make: (services) =>
      httpApi({
        ...services,
        ...{ facts, port, cors },
        routes: routes.map(({ make }) => make(services)),
        accessLog: properties.AccessLogSettings?.Format,
      }),
  };
}

interface PlannedRoute extends DeclaredRoute {
  readonly method: string;
  readonly template: PathTemplate | undefined;
  readonly make: Make<HttpRoute>;
}

function planRoute(
  route: DeclaredRoute,
  { RouteSettings = {}, DefaultRouteSettings }: HttpProperties,
  guardOf: FindGuard,
  { complain, place }: Planning,
): PlannedRoute | undefined {
  const target = methodAndPath(route, "http", complain);
  if (!target) return undefined;
  const { path, properties } = route;
  const { Auth: auth = {} } = properties;
  const at = [...path, "Auth"];
  if (auth.ApiKeyRequired) {
    complain([...at, "ApiKeyRequired"], "ApiKeyRequired is not currently supported for HTTP APIs.");
  }
  if (auth.ResourcePolicy) complain([...at, "ResourcePolicy"], "is not of an HTTP API");
  for (const member of ["RequestModel", "RequestParameters"] as const) {
    if (properties[member]) complain([...path, member], "is not of an HTTP API");
  }
  const { authorizer, scopes } = guardOf(auth, at);
  const integration = planAnswer(route, { kind: "http", binaryMediaTypes: [], complain, path, place });
  const key = target.template ? `${target.method} ${target.template.text}` : "$default";
  const { ThrottlingRateLimit, ThrottlingBurstLimit } = RouteSettings[key] ?? DefaultRouteSettings ?? {};
  const throttle = planRate(ThrottlingRateLimit, ThrottlingBurstLimit);
  return {
    ...{ ...route, ...target },
    make: (services) => ({
      ...{ ...target, scopes, throttle },
      authorizer: authorizer(services),
      integration: integration(services),
    }),
  };
}

/** `true` is every origin, and nothing else. */
function corsOf({ CorsConfiguration: declared }: HttpProperties, complain: Complain, path: Path): Cors | undefined {
  if (declared === undefined || declared === false) return undefined;
  const given = declared === true ? { AllowOrigins: ["*"] } : declared;
  const all = {
    ...{ AllowMethods: [], AllowHeaders: [], ExposeHeaders: [], AllowOrigins: [], AllowCredentials: false },
    ...given,
  };
  if (all.AllowCredentials && all.AllowOrigins.includes("*")) {
    complain([...path, "CorsConfiguration"], "allow-credentials is not supported if 'allow-origin' is *");
  }
  return {
    origins: all.AllowOrigins,
    methods: all.AllowMethods,
    headers: all.AllowHeaders,
    exposed: all.ExposeHeaders,
    credentials: all.AllowCredentials ? "allowed" : "not allowed",
    maxAge: all.MaxAge,
  };
}
