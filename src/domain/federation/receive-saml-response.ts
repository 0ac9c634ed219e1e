import { hash } from "node:crypto";
import { findIdentityProvider } from "../identity-provider/find-identity-provider.ts";
import type { IdentityProvider } from "../identity-provider/identity-provider.ts";
import { type AskedAt, type AuthorizationRequest, readAuthorizationRequest } from "../oauth/authorization-request.ts";
import type { Completed } from "../oauth/complete-authorization.ts";
import { UntrustedRequest } from "../oauth/oauth-error.ts";
import type { Services } from "../services.ts";
import type { Origin } from "../token/origin.ts";
import { answering } from "./answering.ts";
import { type FederationAttempt, hashState } from "./attempt.ts";
import { requestOf } from "./complete-federation.ts";
import { signInFederated } from "./sign-in-federated.ts";
import { type Assertion, UpstreamRefused } from "./upstream.ts";
import { upstreamOf } from "./upstream-of.ts";

/** A response that a browser has posted. */
export interface Posted {
  readonly asked: AskedAt;
  /** In base64. */
  readonly response: string;
  readonly relayState: string;
  readonly origin: Origin;
  /** Where the pool's endpoints are. */
  readonly base: string;
}

const invalid = "Invalid samlResponse or relayState from identity provider";

/**
 * Takes a response of a SAML provider. Where it answers a request, what it proves is kept with the attempt: the browser that
 * began it comes for it, with the cookie that did not come along with the form (`completeFederation`). Where nobody asked,
 * and the provider may begin (IDPInit), RelayState says what app it is for, and it is held to the rules of every request.
 * Throws UntrustedRequest, AuthorizationRefused.
 */
export async function receiveSamlResponse(
  services: Services,
  posted: Posted,
): Promise<{ readonly state: string } | Completed> {
  const { asked, relayState } = posted;
  const attempt = await services.database.federationAttempts.get(asked.pool.id, hashState(relayState));
  if (!attempt) return beginAtProvider(services, posted);
  if (!attempt.expiresAt || attempt.expiresAt <= services.clock.now()) throw new UntrustedRequest("Invalid state");
  return answering(await requestOf(services, asked, attempt), () => keep(services, posted, attempt));
}

async function keep(services: Services, posted: Posted, attempt: FederationAttempt): Promise<{ state: string }> {
  const { providerName, base, requestId } = attempt.content;
  const provider = await findIdentityProvider(services, posted.asked.pool, providerName);
  const told = await readOnce(services, { ...posted, base }, { provider, requestId });
  await services.database.federationAttempts.update(attempt.poolId, attempt.id, (present) => ({
    ...present,
    content: { ...present.content, told },
  }));
  return { state: posted.relayState };
}

async function beginAtProvider(services: Services, posted: Posted): Promise<Completed> {
  const { asked, relayState, origin } = posted;
  const query = new URLSearchParams(relayState);
  if (!query.has("client_id")) throw new UntrustedRequest(invalid);
  const request = await readAuthorizationRequest(services, asked, query);
  return answering(request, async () => {
    const provider = await providerThatBegins(services, request);
    const told = await readOnce(services, posted, { provider, requestId: undefined });
    return signInFederated(services, request, { provider, told, origin });
  });
}

/** AWS: an app whose people come so has providers that speak SAML, and no others. */
async function providerThatBegins(services: Services, { pool, client, provider: name }: AuthorizationRequest) {
  const names = client.settings.SupportedIdentityProviders ?? [];
  const providers = await Promise.all(names.map((one) => services.database.identityProviders.get(pool.id, one)));
  const provider = providers.find((one) => one?.id === name);
  const areSaml = providers.every((one) => one?.content.type === "SAML");
  if (provider?.content.details.IDPInit === "true" && areSaml) return provider;
  throw new UpstreamRefused(invalid, "the provider may not begin a sign-in, or the client has others than SAML's");
}

/** What a response proves, once: whoever has seen one may not send it again. */
async function readOnce(
  services: Services,
  { asked, base, response }: Posted,
  { provider, requestId }: { readonly provider: IdentityProvider; readonly requestId: string | undefined },
): Promise<Assertion> {
  if (provider.content.type !== "SAML") throw new UpstreamRefused(invalid, "the provider does not speak SAML");
  const upstream = await upstreamOf(services, asked.pool, { provider, base });
  const assertion = await services.federation.readResponse(upstream, response, requestId);
  const id = hash("sha256", JSON.stringify([asked.pool.id, assertion.issuer, assertion.assertionId]), "base64url");
  if (await services.database.spent.spend(`saml/${id}`, assertion.goodUntil)) return assertion;
  throw new UpstreamRefused(invalid, "the assertion was used before");
}
