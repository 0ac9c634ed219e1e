import type { Context } from "hono";
import { endUpstreamSession } from "../../domain/federation/end-upstream-session.ts";
import type { BrowserSession } from "../../domain/oauth/browser-session.ts";
import { endBrowserSession } from "../../domain/oauth/end-browser-session.ts";
import { UntrustedRequest } from "../../domain/oauth/oauth-error.ts";
import { type Parameters, parametersOf } from "../../domain/oauth/parameters.ts";
import { authorizationOf, redirect, toPage } from "./authorization.ts";
import type { PoolEnv } from "./place.ts";
import { clearSessionCookie, sessionCookie } from "./session-cookie.ts";

/**
 * `GET /logout`: ends the browser's session, and leads to a sign-out URL of the client's (`logout_uri`) or back to the
 * sign-in page (`redirect_uri`, with what else `/oauth2/authorize` takes). Tokens that came of it stay good.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/logout-endpoint.html
 */
export async function logout(c: Context<PoolEnv>): Promise<Response> {
  const parameters = parametersOf(new URL(c.req.url).searchParams);
  if (parameters.logout_uri === undefined) {
    const request = await authorizationOf(c);
    await endSession(c);
    return toPage(c, "/login", request);
  }
  const location = await trustedLogoutUri(c, parameters);
  const session = await endSession(c);
  const { services, place } = c.var;
  const further = session && (await endUpstreamSession(services, place.pool, session, { base: place.url, location }));
  return redirect(c, further ?? location);
}

/** Exactly one of the client's, so that nobody is led anywhere else (RFC 9700 section 4.11). Throws UntrustedRequest. */
async function trustedLogoutUri(
  c: Context<PoolEnv>,
  { client_id: id, logout_uri: uri = "" }: Parameters,
): Promise<string> {
  const { services, place } = c.var;
  if (id === undefined) throw new UntrustedRequest("Required String parameter 'client_id' is not present");
  const client = await services.database.clients.get(id);
  if (client?.poolId !== place.pool.id) throw new UntrustedRequest("Client does not exist.", id);
  if (!client.settings.LogoutURLs?.includes(uri)) throw new UntrustedRequest("Invalid request", id);
  return uri;
}

async function endSession(c: Context<PoolEnv>): Promise<BrowserSession | undefined> {
  const { services, place } = c.var;
  const ended = await endBrowserSession(services, place.pool, sessionCookie(c));
  clearSessionCookie(c);
  return ended;
}
