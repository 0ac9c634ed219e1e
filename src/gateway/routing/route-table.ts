import {
  compareTemplates,
  matchTemplate,
  type PathParameters,
  type PathTemplate,
  segmentsOf,
  withoutEnd,
} from "./path-template.ts";

/** What is routed: a method, or `ANY`, and a path; without a path, what nothing else takes (`$default`). */
export interface Routed {
  readonly method: string;
  readonly template: PathTemplate | undefined;
}

export interface Found<Route> {
  readonly route: Route;
  readonly parameters: PathParameters;
}

/** Which route a request takes. */
export interface RouteTable<Route extends Routed> {
  find(method: string, path: string): Found<Route> | undefined;
}

/**
 * A REST API's routes: the resource is found first, by the most specific path, and its method after. A resource without
 * the method has no other resource stand in for it. Slashes at the end are nothing.
 */
export function resourceTable<Route extends Routed>(routes: readonly Route[]): RouteTable<Route> {
  const resources = [...Map.groupBy(routes, ({ template }) => template?.text)]
    .flatMap(([, methods]) => (methods[0]?.template ? [{ template: methods[0].template, methods }] : []))
    .sort((one, other) => compareTemplates(one.template, other.template));
  return {
    find(method, path) {
      const parts = segmentsOf(withoutEnd(path));
      for (const { template, methods } of resources) {
        const parameters = matchTemplate(template, parts);
        if (!parameters) continue;
        const route = methods.find((one) => one.method === method) ?? methods.find((one) => one.method === "ANY");
        return route && { route, parameters };
      }
      return undefined;
    },
  };
}

/**
 * An HTTP API's routes: the most specific path that takes the request's method; of one path, the method's own before ANY;
 * and in the end `$default`. Slashes at the end are nothing but to a greedy parameter, which takes them along.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
 */
export function routeKeyTable<Route extends Routed>(routes: readonly Route[]): RouteTable<Route> {
  const ranked = routes
    .flatMap((route) => (route.template ? [{ route, template: route.template }] : []))
    .sort(
      (one, other) =>
        compareTemplates(one.template, other.template) || anyLast(one.route.method) - anyLast(other.route.method),
    );
  const fallback = routes.find(({ template }) => template === undefined);
  return {
    find(method, path) {
      const [whole, parts] = [segmentsOf(path), segmentsOf(withoutEnd(path))];
      for (const { route, template } of ranked) {
        if (route.method !== method && route.method !== "ANY") continue;
        const parameters = matchTemplate(template, isGreedy(template) ? whole : parts);
        if (parameters) return { route, parameters };
      }
      return fallback && { route: fallback, parameters: {} };
    },
  };
}

const isGreedy = ({ segments }: PathTemplate): boolean => segments.at(-1)?.kind === "greedy";

const anyLast = (method: string): number => (method === "ANY" ? 1 : 0);
