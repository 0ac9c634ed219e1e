import type { Cors } from "../http-api/cors.ts";
import { type HttpRoute, httpApi } from "../http-api/http-api.ts";
import type { Rate } from "../rest/token-bucket.ts";
import type { HttpProperties } from "./http-shape.ts";
import { nobody, type PlannedAuthorizer, planHttpAuthorizer, signature } from "./plan-authorizer.ts";
import { planFunction, planIntegration } from "./plan-integration.ts";
import type { Planning } from "./plan-rest.ts";
import { apiIdOf, functionArn, type Resource } from "./read-resources.ts";
import type { Complain, Path } from "./references.ts";
import { type DeclaredRoute, methodAndPath, routesOf } from "./routes.ts";
import type { Make, PlannedApi } from "./services.ts";

/** AWS::Serverless::HttpApi with its routes and authorizers. */
export function planHttp(resource: Resource<"AWS::Serverless::HttpApi">, planning: Planning): PlannedApi {
  const { name, path, properties } = resource;
  const { resources, place, complain } = planning;
  const { StageName: stage = "$default", StageVariables: variables = {}, Port: port = 0 } = properties;
  if (stage !== "$default" && !/^\w+$/.test(stage)) {
    complain([...path, "StageName"], "Stage name only allows a-zA-Z0-9_ and $default");
  }
  const facts = { name, id: apiIdOf(name), stage, variables, ...place };
  const authorizerOf = authorizers(properties, path, complain);
  const routes = routesOf(resource, "http", resources).flatMap(
    (route) => planRoute(route, properties, authorizerOf, planning) ?? [],
  );
  const cors = corsOf(properties, complain, path);
  return {
    name,
    make: (services) =>
      httpApi({
        ...services,
        ...{ facts, port, cors },
        routes: routes.map((make) => make(services)),
        accessLog: properties.AccessLogSettings?.Format,
      }),
  };
}

type FindAuthorizer = (name: string | null | undefined, path: Path) => PlannedAuthorizer;

function authorizers({ Auth = {} }: HttpProperties, path: Path, complain: Complain): FindAuthorizer {
  const here = [...path, "Auth"];
  const planned = new Map(
    Object.entries(Auth.Authorizers ?? {}).map(([name, one]) => [
      name,
      planHttpAuthorizer(name, one, {
        ...{ complain, path: [...here, "Authorizers", name] },
        strict: Auth.Strict ? "strict" : "as on AWS",
      }),
    ]),
  );
  const find: FindAuthorizer = (name, at) => {
    const wanted = name ?? Auth.DefaultAuthorizer ?? "NONE";
    if (wanted === "NONE") return nobody;
    const where = name ? at : [...here, "DefaultAuthorizer"];
    if (wanted === "AWS_IAM") {
      if (!Auth.EnableIamAuthorizer) complain(where, "names AWS_IAM, which takes EnableIamAuthorizer: true");
      return signature;
    }
    const found = planned.get(wanted);
    if (!found) complain(where, `names ${wanted}, which is not among Authorizers`);
    return found ?? nobody;
  };
  // Also where no route goes by it: a name that leads nowhere would leave the next route unguarded.
  find(undefined, path);
  return find;
}

function planRoute(
  route: DeclaredRoute,
  api: HttpProperties,
  authorizerOf: FindAuthorizer,
  { complain, place }: Planning,
): Make<HttpRoute> | undefined {
  const target = methodAndPath(route, "http", complain);
  if (!target) return undefined;
  const { path, properties } = route;
  const { Auth: auth = {}, Integration, TimeoutInMillis: patience } = properties;
  if (auth.ApiKeyRequired) {
    complain([...path, "Auth", "ApiKeyRequired"], "ApiKeyRequired is not currently supported for HTTP APIs.");
  }
  const authorizer = authorizerOf(auth.Authorizer, [...path, "Auth", "Authorizer"]);
  const at = { kind: "http", binaryMediaTypes: [], complain, path } as const;
  if (!Integration && route.function === undefined) complain(path, "must have Integration: it is no function's event");
  const integration = Integration
    ? planIntegration(Integration, { ...at, path: [...path, "Integration"] })
    : planFunction(functionArn(place, route.function ?? ""), {
        ...at,
        patience,
        version: properties.PayloadFormatVersion,
      });
  return (services) => ({
    ...target,
    authorizer: authorizer.make(services),
    scopes: auth.AuthorizationScopes ?? authorizer.scopes,
    throttle: throttleOf(api, target.template ? `${target.method} ${target.template.text}` : "$default"),
    integration: integration(services),
  });
}

function throttleOf({ DefaultRouteSettings, RouteSettings = {} }: HttpProperties, routeKey: string): Rate | undefined {
  const { ThrottlingRateLimit: rateLimit, ThrottlingBurstLimit: burstLimit } =
    RouteSettings[routeKey] ?? DefaultRouteSettings ?? {};
  if (rateLimit === undefined && burstLimit === undefined) return undefined;
  return { rateLimit: rateLimit ?? 10_000, burstLimit: burstLimit ?? 5_000 };
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
