import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import type { CookieOptions } from "hono/utils/cookie";
import { longestLife, usualLife } from "../../domain/oauth/browser-session.ts";
import { tracksSessions } from "../../domain/pool/pool.ts";
import type { PoolEnv } from "./place.ts";

const name = "cognito";

/** Sent along with links and redirects from elsewhere, which is what single sign-on is; not with forms and scripts. */
const options = (c: Context<PoolEnv>): CookieOptions => {
  const { path, url } = c.var.place;
  return { path: path || "/", httpOnly: true, sameSite: "Lax", secure: url.startsWith("https:") };
};

export const sessionCookie = (c: Context<PoolEnv>): string | undefined => getCookie(c, name);

export function setSessionCookie(c: Context<PoolEnv>, value: string): void {
  const life = tracksSessions(c.var.place.pool) ? longestLife : usualLife;
  setCookie(c, name, value, { ...options(c), maxAge: life / 1000 });
}

export const clearSessionCookie = (c: Context<PoolEnv>): void => void deleteCookie(c, name, options(c));
