import { findIdentityProvider } from "../identity-provider/find-identity-provider.ts";
import type { BrowserSession } from "../oauth/browser-session.ts";
import { UntrustedRequest } from "../oauth/oauth-error.ts";
import type { Pool } from "../pool/pool.ts";
import type { Services } from "../services.ts";
import { attemptLife, hashState } from "./attempt.ts";
import { newSecrets } from "./begin-federation.ts";
import { UpstreamRefused } from "./upstream.ts";
import { upstreamOf } from "./upstream-of.ts";

/**
 * Where a browser goes so that the session at its SAML provider ends with the one here, before it goes to `location`:
 * where the provider is to be signed out of (IDPSignout), and can be. Undefined where it goes to `location` at once.
 */
export async function endUpstreamSession(
  services: Services,
  pool: Pool,
  session: BrowserSession,
  { base, location }: { readonly base: string; readonly location: string },
): Promise<string | undefined> {
  const { upstream: there, provider: name } = session.content;
  const provider = there && (await services.database.identityProviders.get(pool.id, name));
  if (!there || !provider) return undefined;
  try {
    const upstream = await upstreamOf(services, pool, { provider, base });
    if (upstream.details.IDPSignout !== "true") return undefined;
    const secrets = newSecrets(services.random);
    const target = await services.federation.endSession(upstream, there, secrets);
    if (target === undefined) return undefined;
    const now = services.clock.now();
    await services.database.federationLogouts.insert({
      poolId: pool.id,
      id: hashState(secrets.state),
      content: { providerName: provider.id, requestId: secrets.requestId, base, location },
      createdAt: now,
      modifiedAt: now,
      expiresAt: new Date(now.getTime() + attemptLife),
    });
    return target;
  } catch (error) {
    if (!(error instanceof UpstreamRefused)) throw error;
    services.log.warn({ provider: name, reason: error.reason }, "a session at a provider could not be ended");
    return undefined;
  }
}

/** Where a browser goes whose session at a provider has ended. Throws UntrustedRequest. */
export async function upstreamSessionEnded(
  services: Services,
  pool: Pool,
  { response, relayState }: { readonly response: string; readonly relayState: string },
): Promise<string> {
  const { federationLogouts } = services.database;
  const logout = await federationLogouts.get(pool.id, hashState(relayState));
  if (!logout?.expiresAt || logout.expiresAt <= services.clock.now()) throw new UntrustedRequest("Invalid state");
  const { providerName, requestId, base, location } = logout.content;
  const provider = await findIdentityProvider(services, pool, providerName);
  const upstream = await upstreamOf(services, pool, { provider, base });
  try {
    await services.federation.readLogoutResponse(upstream, response, requestId);
  } catch (error) {
    if (error instanceof UpstreamRefused) throw new UntrustedRequest(error.description);
    throw error;
  }
  await federationLogouts.delete(pool.id, logout.id);
  return location;
}
