import type { Context } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { attemptLife } from "../../domain/federation/attempt.ts";
import { beginFederation } from "../../domain/federation/begin-federation.ts";
import { redirect } from "../oauth/authorization.ts";
import type { ToProvider } from "../oauth/authorize.ts";
import type { Place, PoolEnv } from "../oauth/place.ts";

const name = "csrf-state";

/**
 * Over HTTPS the cookie is `__Host-csrf-state`, which no other host can set, whatever domain they share (RFC 6265bis
 * section 4.1.3.2): whoever planted one of their own could have somebody come back in their place. Over HTTP, as on
 * localhost, there is no such cookie.
 */
const prefixAt = ({ url }: Place): "host" | undefined => (url.startsWith("https:") ? "host" : undefined);

/** What tells the browser that left for a provider from every other. */
export const stateCookie = (c: Context<PoolEnv>): string | undefined => {
  const cookie = getCookie(c, name, prefixAt(c.var.place));
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
    // It brings a path and Secure of its own.
    prefix: prefixAt(place),
  });
  return redirect(c, location);
};
