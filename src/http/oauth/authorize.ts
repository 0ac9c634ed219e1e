import type { Context } from "hono";
import { registeredItself } from "../../domain/client/client.ts";
import type { AuthorizationRequest } from "../../domain/oauth/authorization-request.ts";
import { completeSilently } from "../../domain/oauth/complete-authorization.ts";
import { findBrowserSession, isGoodFor } from "../../domain/oauth/find-browser-session.ts";
import { AuthorizationRefused } from "../../domain/oauth/oauth-error.ts";
import { originOf } from "../origin.ts";
import { answerCompleted, authorizationOf, toPage } from "./authorization.ts";
import type { PoolEnv } from "./place.ts";
import { sessionCookie } from "./session-cookie.ts";

/** Leads to where somebody signs in with another provider, who then comes back to the request. */
export type ToProvider = (c: Context<PoolEnv>, request: AuthorizationRequest, provider: string) => Promise<Response>;

/**
 * `GET /oauth2/authorize`: where an app sends somebody to sign in. Whom the browser's session shows comes back at once;
 * everybody else goes to the provider that the app names, or that is its only one, or to the pages.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/authorization-endpoint.html
 */
export const authorize =
  (toProvider: ToProvider) =>
  async (c: Context<PoolEnv>): Promise<Response> => {
    const request = await authorizationOf(c);
    const known = await whoIsKnown(c, request);
    if (known) {
      return answerCompleted(c, await completeSilently(c.var.services, request, { ...known, origin: originOf(c) }));
    }
    if (request.prompt.includes("none")) throw new AuthorizationRefused(request, "login_required");
    const provider = providerOf(request);
    return provider === "COGNITO" ? toPage(c, "/login", request) : toProvider(c, request, provider);
  };

/**
 * COGNITO stands for the pages, where people may also choose another. For an app that registered itself they must: a
 * provider at which somebody is signed in asks nothing, and whoever followed a stranger's link would have signed in to it.
 */
function providerOf({ provider, client }: AuthorizationRequest): string {
  if (registeredItself(client)) return "COGNITO";
  const [only, ...others] = client.settings.SupportedIdentityProviders ?? [];
  return provider ?? (only !== undefined && others.length === 0 ? only : "COGNITO");
}

/** Whom the browser's session shows to this client, unless the app wants them asked again. */
async function whoIsKnown(c: Context<PoolEnv>, request: AuthorizationRequest) {
  if (request.prompt.some((prompt) => prompt !== "none")) return undefined;
  const { services, place } = c.var;
  const found = await findBrowserSession(services, place.pool, sessionCookie(c));
  return found && isGoodFor(request, found.session, services.clock.now()) ? found : undefined;
}
