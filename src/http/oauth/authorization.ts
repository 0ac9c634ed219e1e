import type { Context } from "hono";
import type { AuthorizationRequest } from "../../domain/oauth/authorization-request.ts";
import { readAuthorizationRequest } from "../../domain/oauth/authorization-request.ts";
import type { Completed } from "../../domain/oauth/complete-authorization.ts";
import { AuthorizationRefused, UntrustedRequest } from "../../domain/oauth/oauth-error.ts";
import { returnRefusal } from "../../domain/oauth/return-to.ts";
import { logRefusal } from "./log-refusal.ts";
import type { PoolEnv } from "./place.ts";
import { setSessionCookie } from "./session-cookie.ts";

/** What the endpoints of authorization and the pages have in common: how a request is read, and how it is answered. */

/** The request in the query, read afresh. Throws what `answerRefusal` answers. */
export const authorizationOf = (c: Context<PoolEnv>): Promise<AuthorizationRequest> =>
  readAuthorizationRequest(c.var.services, c.var.place, new URL(c.req.url).searchParams);

/** To another page, which reads the same request. */
export const toPage = (c: Context<PoolEnv>, page: `/${string}`, { query }: AuthorizationRequest): Response =>
  redirect(c, `${c.var.place.path}${page}?${query}`);

/** Back to the app with a code or tokens, and the session for the next app. */
export function answerCompleted(c: Context<PoolEnv>, { location, cookie }: Completed): Response {
  if (cookie !== undefined) setSessionCookie(c, cookie);
  return redirect(c, location);
}

/** Every redirect is somebody's alone: nobody on the way keeps a code, and no page hands it on. */
export function redirect(c: Context<PoolEnv>, location: string, status: 302 | 303 = 302): Response {
  c.header("Cache-Control", "no-store");
  c.header("Referrer-Policy", "no-referrer");
  c.header("Content-Length", "0");
  return c.redirect(location, status);
}

/** A refusal: to the app where it may be trusted, else to the page that tells the person. Throws every other error again. */
export function answerRefusal(error: unknown, c: Context<PoolEnv>): Response {
  if (error instanceof AuthorizationRefused) {
    logRefusal(c, { reason: error.reason ?? error.message, error: error.code });
    return redirect(c, returnRefusal(error));
  }
  if (error instanceof UntrustedRequest) {
    logRefusal(c, { reason: error.error, error: "untrusted", clientId: error.clientId });
    const told = { error: error.error, ...(error.clientId !== undefined && { client_id: error.clientId }) };
    return redirect(c, `${c.var.place.path}/error?${new URLSearchParams(told)}`);
  }
  throw error;
}
