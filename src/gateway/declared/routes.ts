import type { PathTemplate } from "../routing/path-template.ts";
import { readTemplate } from "../routing/path-template.ts";
import { apiIdOf, type Resource, type Resources } from "./read-resources.ts";
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
/** APIs that SAM makes by itself, for events that name none. */
export const implicitApis = { rest: "ServerlessRestApi", http: "ServerlessHttpApi" } as const;

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
