import { pathOf } from "./by-host.ts";
import type { Fetch } from "./listen.ts";

/**
 * Leads calls of AWS's APIs, which are all at `/` and nearly all that a service is asked, past the routes of everything
 * else: to find one of those among patterns takes a twentieth of a sign-in.
 */
export const callsApart =
  (calls: Fetch, others: Fetch): Fetch =>
  (request, env, ...rest) => {
    const isCall = (request.method === "POST" || request.method === "OPTIONS") && pathOf(request, { env }) === "/";
    return isCall ? calls(request, env, ...rest) : others(request, env, ...rest);
  };
