import type { Context } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { attemptLife } from "../../domain/federation/attempt.ts";
import { beginFederation } from "../../domain/federation/begin-federation.ts";
import type { AuthorizationRequest } from "../../domain/oauth/authorization-request.ts";
import type { PoolEnv } from "./place.ts";

const name = "csrf-state";

/** What tells the browser that left for a provider from every other. */
export const stateCookie = (c: Context<PoolEnv>): string | undefined => {
  const cookie = getCookie(c, name);
  return cookie !== undefined && /^[\w-]{43}$/.test(cookie) ? cookie : undefined;
};

/** Sends the browser to the identity provider that the request names. Throws AuthorizationRefused. */
export async function toProvider(
  c: Context<PoolEnv>,
  request: AuthorizationRequest & { readonly provider: string },
): Promise<Response> {
  const { services, place } = c.var;
  const at = { base: place.url, cookie: stateCookie(c) };
  const { location, cookie } = await beginFederation(services, request, at);
  // It comes along with the redirect from the provider, as links do. With its POST it does not: see http/federation.
  setCookie(c, name, cookie, {
    ...{ path: place.path || "/", httpOnly: true, sameSite: "Lax", maxAge: attemptLife / 1000 },
    secure: place.url.startsWith("https:"),
  });
  c.header("Cache-Control", "no-store");
  c.header("Referrer-Policy", "no-referrer");
  return c.redirect(location);
}
