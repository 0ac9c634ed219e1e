import { mock } from "../integrations/mapped.ts";
import { valueSource } from "../integrations/value-source.ts";
import type { SourceRanges } from "../rest/source-ranges.ts";
import { nobody } from "./plan-authorizer.ts";
import type { FindGuard } from "./plan-authorizers.ts";
import type { PlannedRoute } from "./planned-route.ts";
import type { Complain, Path } from "./references.ts";
import type { RestProperties } from "./rest-shape.ts";

const everyMethod = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"];

export interface CorsPlace {
  readonly properties: RestProperties;
  readonly guardOf: FindGuard;
  readonly sources: readonly SourceRanges[];
  readonly complain: Complain;
  readonly path: Path;
}

/**
 * What `Cors` of a REST API makes: OPTIONS beside the methods of each path, answered by a MOCK. It is a route like any
 * other, so that a DefaultAuthorizer guards it, and no browser's preflight passes, unless
 * AddDefaultAuthorizerToCorsPreflight is false.
 */
export function planCors(
  routes: readonly PlannedRoute[],
  { properties: { Cors, Auth = {} }, guardOf, sources, complain, path }: CorsPlace,
): PlannedRoute[] {
  if (Cors === undefined) return [];
  const isGuarded = Auth.AddDefaultAuthorizerToCorsPreflight ?? true;
  const needsKey = (Auth.ApiKeyRequired ?? false) && (Auth.AddApiKeyRequiredToCorsPreflight ?? true);
  const guard = isGuarded ? guardOf({}, path) : { authorizer: nobody.make, scopes: [] };
  const byPath = Map.groupBy(routes, ({ template }) => template.text);
  return [...byPath.values()].flatMap((ofPath): PlannedRoute[] => {
    const template = ofPath[0]?.template;
    const present = ofPath.map(({ method }) => method);
    if (!template || present.includes("OPTIONS")) return [];
    const methods = present.includes("ANY") ? everyMethod : [...present, "OPTIONS"].sort();
    const parameters = headersOf(Cors, methods);
    const wrong = Object.values(parameters).find((source) => !valueSource(source));
    if (wrong !== undefined) complain([...path, "Cors"], "must have its values in single quotes, such as \"'*'\"");
    const integration = mock({
      templates: { "application/json": '{"statusCode":200}' },
      passthrough: "WHEN_NO_MATCH",
      responses: [{ status: 200, pattern: undefined, parameters, templates: { "application/json": "{}\n" } }],
    });
    return [
      {
        ...{ method: "OPTIONS", template, sources, guard, check: undefined, throttle: () => undefined },
        apiKey: needsKey ? "required" : "not required",
        integration: () => integration,
      },
    ];
  });
}

/** By the name of a method's response parameter. */
function headersOf(Cors: NonNullable<RestProperties["Cors"]>, methods: readonly string[]): Record<string, string> {
  const cors = typeof Cors === "string" ? { AllowOrigin: Cors } : Cors;
  const headers = {
    "Access-Control-Allow-Origin": cors.AllowOrigin,
    "Access-Control-Allow-Headers": "AllowHeaders" in cors ? cors.AllowHeaders : undefined,
    "Access-Control-Allow-Methods": ("AllowMethods" in cors && cors.AllowMethods) || `'${methods.join(",")}'`,
    "Access-Control-Max-Age": "MaxAge" in cors ? cors.MaxAge : undefined,
    "Access-Control-Allow-Credentials": "AllowCredentials" in cors && cors.AllowCredentials ? "'true'" : undefined,
  };
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, source]) =>
      source === undefined ? [] : [[`method.response.header.${name}`, source]],
    ),
  );
}
