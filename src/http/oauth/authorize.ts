import type { Context } from "hono";
import type { Client } from "../../domain/client/client.ts";
import type { AuthorizationRequest } from "../../domain/oauth/authorization-request.ts";
import { findBrowserSession, isFreshFor } from "../../domain/oauth/browser-session.ts";
import { completeSilently } from "../../domain/oauth/complete-authorization.ts";
import { AuthorizationRefused } from "../../domain/oauth/oauth-error.ts";
import { originOf } from "../origin.ts";
import { answerCompleted, authorizationOf, toPage } from "./authorization.ts";
import type { PoolEnv } from "./place.ts";
import { toProvider } from "./provider.ts";
import { sessionCookie } from "./session-cookie.ts";

/**
 * `GET /oauth2/authorize`: where an app sends somebody to sign in. Whom the browser's session shows comes back at once;
 * everybody else goes to the pages, or straight to the provider that the app names. https://docs.aws.amazon.com/cognito/latest/developerguide/authorization-endpoint.html
 */
export async function authorize(c: Context<PoolEnv>): Promise<Response> {
  const request = await authorizationOf(c);
  const known = await whoIsKnown(c, request);
  if (known) {
    return answerCompleted(c, await completeSilently(c.var.services, request, { ...known, origin: originOf(c) }));
  }
  if (request.prompt.includes("none")) throw new AuthorizationRefused(request, "login_required");
  const provider = request.provider ?? onlyProvider(request.client);
  if (provider === undefined || provider === "COGNITO") return toPage(c, "/login", request);
  return toProvider(c, { ...request, provider });
}

/** A client with one provider has nothing to choose from. */
function onlyProvider({ settings: { SupportedIdentityProviders: providers = [] } }: Client): string | undefined {
  return providers.length === 1 ? providers[0] : undefined;
}

/** Whom the browser's session shows to this client, unless the app wants them asked again. */
async function whoIsKnown(c: Context<PoolEnv>, request: AuthorizationRequest) {
  if (request.prompt.some((prompt) => prompt !== "none")) return undefined;
  const { services, place } = c.var;
  const found = await findBrowserSession(services, place.pool, sessionCookie(c));
  return found && isFreshFor(request.client, found.session, services.clock.now()) ? found : undefined;
}
