import type { PathTemplate } from "../routing/path-template.ts";
import { readTemplate } from "../routing/path-template.ts";
import { apiIdOf, implicitApis, type Resource, type Resources } from "./read-resources.ts";
import type { Complain, Path } from "./references.ts";
import type { RouteEvent } from "./shapes.ts";

/** A route as it was declared: by an event of a function, or of the API itself. */
export interface DeclaredRoute {
  readonly path: Path;
  readonly properties: RouteEvent["Properties"];
  /** The function whose event it is. */
  readonly function: string | undefined;
}

const eventTypes = { rest: "Api", http: "HttpApi" } as const;

/** The routes of an API, its own and those of functions. */
export function routesOf(
  {
    name,
    path,
    properties,
  }: Pick<Resource<"AWS::Serverless::Api" | "AWS::Serverless::HttpApi">, "name" | "path" | "properties">,
  kind: "rest" | "http",
  resources: Resources,
): DeclaredRoute[] {
  const own = Object.entries(properties.Events ?? {}).map(
    ([event, { Properties }]): DeclaredRoute => ({
      path: [...path, "Events", event, "Properties"],
      properties: Properties,
      function: undefined,
    }),
  );
  const ofFunctions = resources.of("AWS::Serverless::Function").flatMap((resource) =>
    Object.entries(resource.properties.Events ?? {}).flatMap(([event, { Type, Properties }]): DeclaredRoute[] => {
      const wanted = (kind === "rest" ? Properties.RestApiId : Properties.ApiId) ?? apiIdOf(implicitApis[kind]);
      if (Type !== eventTypes[kind] || apiIdOf(wanted) !== apiIdOf(name)) return [];
      const here = [...resource.path, "Events", event, "Properties"];
      return [{ path: here, properties: Properties, function: resource.name }];
    }),
  );
  return [...own, ...ofFunctions];
}

/** Methods that an event may name, in whatever case; `ANY` is `x-amazon-apigateway-any-method`. */
const methods = ["GET", "PUT", "POST", "DELETE", "PATCH", "OPTIONS", "HEAD", "ANY"];

/** The method and path of an event; of an HTTP API both may be left out (`$default`). */
export function methodAndPath(
  { properties, path }: DeclaredRoute,
  kind: "rest" | "http",
  complain: Complain,
): { method: string; template: PathTemplate | undefined } | undefined {
  const { Path: text, Method = "ANY" } = properties;
  const method = Method.toUpperCase() === "X-AMAZON-APIGATEWAY-ANY-METHOD" ? "ANY" : Method.toUpperCase();
  if (kind === "http" && (text === undefined || text === "$default")) return { method: "ANY", template: undefined };
  if (!methods.includes(method)) complain([...path, "Method"], `must be one of ${methods.join(", ")}`);
  const template = readTemplate(text ?? "");
  if (template) return { method, template };
  complain([...path, "Path"], "must be a path such as /orders/{id} or /{proxy+}");
  return undefined;
}

/** Two routes for one request would leave it to chance which of their guards stands before it. */
export function checkRoutes(
  routes: readonly (DeclaredRoute & { readonly method: string; readonly template: PathTemplate | undefined })[],
  kind: "rest" | "http",
  complain: Complain,
): void {
  const taken = new Set<string>();
  const names = new Map<string, string>();
  for (const { path, method, template } of routes) {
    const key = `${method} ${template ? shapeOf(template) : ""}`;
    if (taken.has(key)) {
      complain(
        path,
        `API method "${method.toLowerCase()}" defined multiple times for path "${template?.text ?? "$default"}".`,
      );
    }
    taken.add(key);
    if (kind === "http" || !template) continue;
    for (const [depth, segment] of template.segments.entries()) {
      if (segment.kind !== "parameter") continue;
      const place = shapeOf({ segments: template.segments.slice(0, depth) });
      const other = names.get(place) ?? segment.name;
      names.set(place, other);
      if (other === segment.name) continue;
      complain(
        [...path, "Path"],
        `A sibling ({${other}}) of this resource already has a variable path part -- only one is allowed`,
      );
    }
  }
}

/** A path as requests see it: what its parameters are called makes no difference. */
const shapeOf = ({ segments }: Pick<PathTemplate, "segments">): string =>
  segments.map((segment) => (segment.kind === "literal" ? `/${segment.text}` : `/{${segment.kind}}`)).join("");
