import type { Context } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { attemptLife } from "../../domain/federation/attempt.ts";
import { beginFederation } from "../../domain/federation/begin-federation.ts";
import { redirect } from "../oauth/authorization.ts";
import type { ToProvider } from "../oauth/authorize.ts";
import type { PoolEnv } from "../oauth/place.ts";

const name = "csrf-state";

/** What tells the browser that left for a provider from every other. */
export const stateCookie = (c: Context<PoolEnv>): string | undefined => {
  const cookie = getCookie(c, name);
  return cookie !== undefined && /^[\w-]{43}$/.test(cookie) ? cookie : undefined;
};

/** Sends the browser to the identity provider. Throws AuthorizationRefused. */
export const toProvider: ToProvider = async (c, request, provider) => {
  const { services, place } = c.var;
  const at = { base: place.url, cookie: stateCookie(c) };
  const { location, cookie } = await beginFederation(services, { ...request, provider }, at);
  // It comes along with the redirect from the provider, as links do. With its POST it does not: see `idp-response.ts`.
  setCookie(c, name, cookie, {
    ...{ path: place.path || "/", httpOnly: true, sameSite: "Lax", maxAge: attemptLife / 1000 },
    secure: place.url.startsWith("https:"),
  });
  return redirect(c, location);
};
