import { sameText } from "../../crypto/constant-time.ts";
import { findIdentityProvider } from "../identity-provider/find-identity-provider.ts";
import { type AskedAt, type AuthorizationRequest, readAuthorizationRequest } from "../oauth/authorization-request.ts";
import type { Completed } from "../oauth/complete-authorization.ts";
import { UntrustedRequest } from "../oauth/oauth-error.ts";
import type { Services } from "../services.ts";
import type { Origin } from "../token/origin.ts";
import { answering } from "./answering.ts";
import { type FederationAttempt, hashState } from "./attempt.ts";
import { signInFederated } from "./sign-in-federated.ts";
import { upstreamOf } from "./upstream-of.ts";

/** A browser that comes back from a provider. */
export interface Arrival {
  readonly asked: AskedAt;
  readonly answer: URLSearchParams;
  /** What its cookie holds. */
  readonly cookie: string | undefined;
  readonly origin: Origin;
}

/**
 * Signs in whom a provider sends back, and answers the app that asked. Throws UntrustedRequest for an answer that this
 * browser did not ask for, or that came too late or twice; AuthorizationRefused from then on.
 */
export async function completeFederation(
  services: Services,
  { asked, answer, cookie, origin }: Arrival,
): Promise<Completed> {
  const state = answer.get("state") ?? "";
  const attempt = await findAttempt(services, asked, state);
  if (!sameText(attempt.content.browser, hashState(cookie ?? ""))) {
    throw new UntrustedRequest("Invalid state", undefined);
  }
  if (!(await services.database.federationAttempts.delete(attempt.poolId, attempt.id))) {
    throw new UntrustedRequest("Invalid state");
  }
  const request = await requestOf(services, asked, attempt);
  return answering(request, async () => {
    const provider = await findIdentityProvider(services, asked.pool, attempt.content.providerName);
    if (attempt.content.told)
      return signInFederated(services, request, { provider, told: attempt.content.told, origin });
    // Who speaks SAML has posted a response before (`receiveSamlResponse`), or has not been there.
    if (provider.content.type === "SAML") throw new UntrustedRequest("Invalid state");
    const upstream = await upstreamOf(services, asked.pool, { provider, base: attempt.content.base });
    const told = await services.federation.complete(upstream, { ...attempt.content, state }, answer);
    return signInFederated(services, request, { provider, told, origin });
  });
}

/** The attempt that a state stands for. Throws UntrustedRequest: nobody can say where its app is. */
export async function findAttempt(
  { database, clock }: Pick<Services, "database" | "clock">,
  { pool }: AskedAt,
  state: string,
): Promise<FederationAttempt> {
  const attempt = await database.federationAttempts.get(pool.id, hashState(state));
  if (!attempt?.expiresAt || attempt.expiresAt <= clock.now()) throw new UntrustedRequest("Invalid state");
  return attempt;
}

/** The app's request, read afresh. */
export const requestOf = (
  services: Pick<Services, "database">,
  asked: AskedAt,
  { content: { query } }: FederationAttempt,
): Promise<AuthorizationRequest> => readAuthorizationRequest(services, asked, new URLSearchParams(query));
