import { pathOf } from "./by-host.ts";
import type { CallsOptions } from "./calls.ts";
import { health } from "./health.ts";
import type { Fetch } from "./listen.ts";
import { type Loadable, loadedWhenAsked } from "./loaded-when-asked.ts";
import type { RoutesOptions } from "./routes.ts";

/**
 * Sorts requests by face. Calls of AWS's APIs are all at `/` and nearly all that a service is asked: they are led past the
 * routes of everything else, for to find one of those among patterns takes a twentieth of a sign-in. What a face is made
 * of is loaded at its first request, because to load all of it takes a third of the start.
 */
export function faces(options: CallsOptions & RoutesOptions): Loadable {
  const { services } = options;
  const calls = loadedWhenAsked(services.log, async () => (await import("./calls.ts")).calls(options));
  const routes = loadedWhenAsked(services.log, async () => (await import("./routes.ts")).routes(options));
  const healthOf: Fetch = health(services).fetch;
  return {
    fetch(request, env, ...rest) {
      const { method } = request;
      const path = pathOf(request, { env });
      if (path === "/" && (method === "POST" || method === "OPTIONS")) return calls.fetch(request, env, ...rest);
      if (path === "/health" && (method === "GET" || method === "HEAD")) return healthOf(request, env, ...rest);
      return routes.fetch(request, env, ...rest);
    },
    load: async () => void (await Promise.all([calls.load(), routes.load()])),
  };
}
