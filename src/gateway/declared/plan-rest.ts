import { type RestRoute, restApi } from "../rest/rest-api.ts";
import type { SourceRanges } from "../rest/source-ranges.ts";
import type { Usage } from "../rest/usage.ts";
import { oneSlash } from "../routing/stage.ts";
import { planRestAuthorizer } from "./plan-authorizer.ts";
import { type FindGuard, planAuthorizers } from "./plan-authorizers.ts";
import { planCors } from "./plan-cors.ts";
import { planGatewayResponses } from "./plan-gateway-responses.ts";
import { planAnswer } from "./plan-integration.ts";
import { planRate } from "./plan-rate.ts";
import { planRequestCheck, planSources } from "./plan-request.ts";
import type { PlannedRoute } from "./planned-route.ts";
import type { Planning } from "./planning.ts";
import { apiIdOf, type Resource } from "./read-resources.ts";
import type { RestProperties } from "./rest-shape.ts";
import { checkRoutes, type DeclaredRoute, methodAndPath, routesOf } from "./routes.ts";
import type { GatewayServices, Make, PlannedApi } from "./services.ts";

/** AWS::Serverless::Api with its routes, authorizers and all; `usage` counts what its keys use. */
export function planRest(
  resource: Resource<"AWS::Serverless::Api">,
  planning: Planning,
  usage: Make<Usage>,
): PlannedApi {
  const { name, path, properties } = resource;
  const { resources, place, complain } = planning;
  const { StageName: stage, Variables: variables = {}, Port: port = 0, Auth = {} } = properties;
  if (!/^\w+$/.test(stage)) complain([...path, "StageName"], "Stage name only allows a-zA-Z0-9_");
  const facts = { name, id: apiIdOf(name), stage, variables, ...place };
  const guardOf = planAuthorizers(Auth, {
    ...{ complain, path: [...path, "Auth"], scoped: "COGNITO_USER_POOLS", unsigned: undefined },
    plan: (name, declared, path) =>
      planRestAuthorizer(name, declared, { complain, path, strict: Auth.Strict ? "strict" : "as on AWS" }),
  });
  const sources = planSources(Auth.ResourcePolicy, complain, [...path, "Auth", "ResourcePolicy"]);
  const routes = routesOf(resource, "rest", resources).flatMap(
    (route) => planRoute(route, { properties, guardOf, sources, planning }) ?? [],
  );
  checkRoutes(routes, "rest", complain);
  const all = [...routes, ...planCors(routes, { properties, guardOf, sources, complain, path })];
  const responses = planGatewayResponses(properties, complain, path);
  return {
    name,
    make: (services) =>
      restApi({
        ...services,
        ...{ facts, port, responses, usage: usage(services) },
        routes: all.map((route) => makeRoute(route, services)),
        keySource: properties.ApiKeySourceType ?? "HEADER",
        accessLog: properties.AccessLogSetting?.Format,
      }),
  };
}

const makeRoute = ({ guard, integration, ...route }: PlannedRoute, services: GatewayServices): RestRoute => ({
  ...{ ...route, scopes: guard.scopes },
  authorizer: guard.authorizer(services),
  integration: integration(services),
});

interface RoutePlace {
  readonly properties: RestProperties;
  readonly guardOf: FindGuard;
  /** The addresses by which the whole API is bound. */
  readonly sources: readonly SourceRanges[];
  readonly planning: Planning;
}

function planRoute(
  route: DeclaredRoute,
  { properties: api, guardOf, sources, planning }: RoutePlace,
): (PlannedRoute & DeclaredRoute) | undefined {
  const { complain, place } = planning;
  const { template, method } = methodAndPath(route, "rest", complain) ?? {};
  if (!template || method === undefined) return undefined;
  const { path, properties } = route;
  const { Auth: auth = {} } = properties;
  const at = [...path, "Auth"];
  return {
    ...{ ...route, method, template },
    guard: guardOf(auth, at),
    apiKey: (auth.ApiKeyRequired ?? api.Auth?.ApiKeyRequired) ? "required" : "not required",
    sources: [...sources, ...planSources(auth.ResourcePolicy, complain, [...at, "ResourcePolicy"])],
    check: planRequestCheck(properties, api.Models ?? {}, complain, path),
    throttle: throttleOf(api, method, template.text),
    integration: planAnswer(route, {
      kind: "rest",
      binaryMediaTypes: api.BinaryMediaTypes ?? [],
      complain,
      path,
      place,
    }),
  };
}

/**
 * The bound of MethodSettings on a method: its own before that of several (`*`, and the path that begins with a star). What
 * is said of GET holds, and counts, for the GETs that a route for ANY takes; what names no method, for all that it takes.
 * CloudFormation writes the slashes of a path as `~1`, all but the first: `/~1orders~1{id}`.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-apigateway-stage-methodsetting.html
 */
function throttleOf({ MethodSettings = [] }: RestProperties, method: string, path: string): RestRoute["throttle"] {
  const rates = new Map(
    MethodSettings.map(({ HttpMethod, ResourcePath, ThrottlingRateLimit, ThrottlingBurstLimit }) => [
      `${HttpMethod} ${oneSlash(ResourcePath.replaceAll("~1", "/"))}`,
      planRate(ThrottlingRateLimit, ThrottlingBurstLimit),
    ]),
  );
  return (asked) => {
    const settings = [`${asked} ${path}`, `${method} ${path}`, `* ${path}`, `${asked} /*`, "* /*"];
    const setting = settings.find((one) => rates.has(one)) ?? "";
    const rate = rates.get(setting);
    return rate && { rate, bucket: `${setting.startsWith(`${asked} `) ? asked : method} ${path}` };
  };
}
