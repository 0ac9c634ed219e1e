import { mock } from "../integrations/mapped.ts";
import { valueSource } from "../integrations/value-source.ts";
import { type GatewayResponseChange, isGatewayResponseType } from "../rest/gateway-response.ts";
import { type RestRoute, restApi } from "../rest/rest-api.ts";
import type { Rate } from "../rest/token-bucket.ts";
import { nobody, type PlannedAuthorizer, planRestAuthorizer, signature } from "./plan-authorizer.ts";
import { checkTemplates, planFunction, planIntegration } from "./plan-integration.ts";
import { planUsage } from "./plan-usage.ts";
import { apiIdOf, functionArn, type Resource, type Resources } from "./read-resources.ts";
import type { Complain, Path } from "./references.ts";
import type { RestProperties } from "./rest-shape.ts";
import { type DeclaredRoute, methodAndPath, routesOf } from "./routes.ts";
import type { Make, Place, PlannedApi } from "./services.ts";

export interface Planning {
  readonly resources: Resources;
  readonly place: Place;
  readonly complain: Complain;
}

/** AWS::Serverless::Api with its routes, authorizers, keys and all. */
export function planRest(resource: Resource<"AWS::Serverless::Api">, planning: Planning): PlannedApi {
  const { name, path, properties } = resource;
  const { resources, place, complain } = planning;
  const { StageName: stage, Variables: variables = {}, Port: port = 0 } = properties;
  if (!/^\w+$/.test(stage)) complain([...path, "StageName"], "Stage name only allows a-zA-Z0-9_");
  const facts = { name, id: apiIdOf(name), stage, variables, ...place };
  const authorizerOf = authorizers(properties, path, complain);
  const declared = routesOf(resource, "rest", resources);
  const routes = declared.flatMap((route) => planRoute(route, properties, authorizerOf, planning) ?? []);
  const preflights = corsRoutes(routes, properties, authorizerOf, { complain, path });
  const responses = gatewayResponsesOf(properties, complain, path);
  const usage = planUsage(facts, resources);
  return {
    name,
    make: (services) =>
      restApi({
        ...services,
        ...{ facts, port, responses, ...usage },
        routes: [...routes, ...preflights].map(({ make }) => make(services)),
        keySource: properties.ApiKeySourceType ?? "HEADER",
        accessLog: properties.AccessLogSetting?.Format,
      }),
  };
}

type FindAuthorizer = (name: string | null | undefined, path: Path) => PlannedAuthorizer;

function authorizers({ Auth = {} }: RestProperties, path: Path, complain: Complain): FindAuthorizer {
  const here = [...path, "Auth"];
  const planned = new Map(
    Object.entries(Auth.Authorizers ?? {}).map(([name, one]) => [
      name,
      planRestAuthorizer(name, one, {
        ...{ complain, path: [...here, "Authorizers", name] },
        strict: Auth.Strict ? "strict" : "as on AWS",
      }),
    ]),
  );
  const find: FindAuthorizer = (name, at) => {
    const wanted = name ?? Auth.DefaultAuthorizer ?? "NONE";
    if (wanted === "NONE") return nobody;
    if (wanted === "AWS_IAM") return signature;
    const found = planned.get(wanted);
    if (!found) complain(name ? at : [...here, "DefaultAuthorizer"], `names ${wanted}, which is not among Authorizers`);
    return found ?? nobody;
  };
  // Also where no route goes by it: a name that leads nowhere would leave the next route unguarded.
  find(undefined, path);
  return find;
}

interface PlannedRoute extends Pick<RestRoute, "method" | "template"> {
  readonly make: Make<RestRoute>;
}

function planRoute(
  route: DeclaredRoute,
  api: RestProperties,
  authorizerOf: FindAuthorizer,
  { complain, place }: Planning,
): PlannedRoute | undefined {
  const target = methodAndPath(route, "rest", complain);
  if (!target) return undefined;
  const { path, properties } = route;
  const { Auth: auth = {}, Integration, TimeoutInMillis: patience } = properties;
  const authorizer = authorizerOf(auth.Authorizer, [...path, "Auth", "Authorizer"]);
  const scopes = auth.AuthorizationScopes ?? authorizer.scopes;
  const needsKey = auth.ApiKeyRequired ?? api.Auth?.ApiKeyRequired;
  const at = { kind: "rest", binaryMediaTypes: api.BinaryMediaTypes ?? [], complain, path } as const;
  if (!Integration && route.function === undefined) complain(path, "must have Integration: it is no function's event");
  const integration = Integration
    ? planIntegration(Integration, { ...at, path: [...path, "Integration"] })
    : planFunction(functionArn(place, route.function ?? ""), {
        ...at,
        patience,
        version: properties.PayloadFormatVersion,
      });
  return {
    ...target,
    make: (services) => ({
      ...target,
      authorizer: authorizer.make(services),
      scopes,
      apiKey: needsKey ? "required" : "not required",
      throttle: throttleOf(api, target.method, target.template?.text ?? ""),
      integration: integration(services),
    }),
  };
}

/** The bound of MethodSettings on a method: its own before that of all (`*` on a path that begins with a star). */
function throttleOf({ MethodSettings = [] }: RestProperties, method: string, path: string): Rate | undefined {
  const own = MethodSettings.find(({ HttpMethod, ResourcePath }) => HttpMethod === method && ResourcePath === path);
  const { ThrottlingRateLimit: rateLimit, ThrottlingBurstLimit: burstLimit } =
    own ?? MethodSettings.find(({ HttpMethod, ResourcePath }) => HttpMethod === "*" && ResourcePath === "/*") ?? {};
  if (rateLimit === undefined && burstLimit === undefined) return undefined;
  return { rateLimit: rateLimit ?? usualRate, burstLimit: burstLimit ?? usualBurst };
}

/** What an account may at AWS, where one of the two is not said. */
const usualRate = 10_000;
const usualBurst = 5_000;

const everyMethod = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"];

/**
 * What `Cors` makes: OPTIONS beside the methods of each path, answered by a MOCK. It is a route like any other, so that a
 * DefaultAuthorizer guards it, and no browser's preflight passes, unless AddDefaultAuthorizerToCorsPreflight is false.
 */
function corsRoutes(
  routes: readonly PlannedRoute[],
  { Cors, Auth = {} }: RestProperties,
  authorizerOf: FindAuthorizer,
  { complain, path }: { complain: Complain; path: Path },
): PlannedRoute[] {
  if (Cors === undefined) return [];
  const cors = typeof Cors === "string" ? { AllowOrigin: Cors } : Cors;
  const guarded = Auth.AddDefaultAuthorizerToCorsPreflight ?? true;
  const needsKey = (Auth.ApiKeyRequired ?? false) && (Auth.AddApiKeyRequiredToCorsPreflight ?? true);
  const authorizer = guarded ? authorizerOf(undefined, path) : nobody;
  const byPath = Map.groupBy(routes, ({ template }) => template?.text ?? "");
  return [...byPath.values()].flatMap((ofPath): PlannedRoute[] => {
    const present = ofPath.map(({ method }) => method);
    if (present.includes("OPTIONS")) return [];
    const methods = present.includes("ANY") ? everyMethod : [...present, "OPTIONS"].sort();
    const headers = {
      "Access-Control-Allow-Origin": cors.AllowOrigin,
      "Access-Control-Allow-Headers": "AllowHeaders" in cors ? cors.AllowHeaders : undefined,
      "Access-Control-Allow-Methods": ("AllowMethods" in cors && cors.AllowMethods) || `'${methods.join(",")}'`,
      "Access-Control-Max-Age": "MaxAge" in cors ? cors.MaxAge : undefined,
      "Access-Control-Allow-Credentials": "AllowCredentials" in cors && cors.AllowCredentials ? "'true'" : undefined,
    };
    const parameters = Object.fromEntries(
      Object.entries(headers).flatMap(([name, source]) =>
        source === undefined ? [] : [[`method.response.header.${name}`, source]],
      ),
    );
    const wrong = Object.values(parameters).find((source) => !valueSource(source));
    if (wrong !== undefined) complain([...path, "Cors"], "must have its values in single quotes, such as \"'*'\"");
    const integration = mock({
      templates: { "application/json": '{"statusCode":200}' },
      passthrough: "WHEN_NO_MATCH",
      responses: [{ status: 200, pattern: undefined, parameters, templates: { "application/json": "{}\n" } }],
    });
    const target = { method: "OPTIONS", template: ofPath[0]?.template };
    const make: Make<RestRoute> = (services) => ({
      ...target,
      ...{ authorizer: authorizer.make(services), scopes: guarded ? authorizer.scopes : [] },
      ...{ apiKey: needsKey ? "required" : "not required", throttle: undefined, integration },
    });
    return [{ ...target, make }];
  });
}

function gatewayResponsesOf({ GatewayResponses = {} }: RestProperties, complain: Complain, path: Path) {
  const changes = Object.entries(GatewayResponses).map(([type, change]): [string, GatewayResponseChange] => {
    const here = [...path, "GatewayResponses", type];
    if (!isGatewayResponseType(type)) complain(here, "is no type of gateway response");
    const headers = change.ResponseParameters?.Headers ?? {};
    for (const [name, source] of Object.entries(headers)) {
      if (!valueSource(source))
        complain([...here, "ResponseParameters", "Headers", name], "must be text in single quotes");
    }
    const templates = change.ResponseTemplates ?? {};
    checkTemplates(templates, complain, [...here, "ResponseTemplates"]);
    return [type, { status: change.StatusCode, headers, templates }];
  });
  return Object.fromEntries(changes);
}
