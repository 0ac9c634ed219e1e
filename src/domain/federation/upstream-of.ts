import { discover } from "../identity-provider/discover.ts";
import type { IdentityProvider } from "../identity-provider/identity-provider.ts";
import { reachedBy } from "../identity-provider/reached-by.ts";
import { findSigningCertificate } from "../pool/find-signing-certificate.ts";
import type { Pool } from "../pool/pool.ts";
import type { Services } from "../services.ts";
import type { Upstream } from "./upstream.ts";

type Reaching = Pick<
  Services,
  "database" | "clock" | "random" | "providerDocuments" | "log" | "localUrls" | "publicUrl" | "ownUrl"
>;

/** A provider of the pool as the protocols need it, with what its documents say where that is not known yet. */
export async function upstreamOf(
  services: Reaching,
  pool: Pool,
  { provider, base }: { readonly provider: IdentityProvider; readonly base: string },
): Promise<Upstream> {
  const known = await withDocuments(services, provider);
  return {
    poolId: pool.id,
    name: provider.id,
    type: provider.content.type,
    details: reachedBy(services, known),
    wanted: Object.values(provider.content.attributeMapping),
    base,
    now: services.clock.machineNow(),
    keys: () => findSigningCertificate(services, pool),
  };
}

/** Declared providers, and those that could not be reached when they were made, are asked when somebody first signs in. */
async function withDocuments(services: Reaching, provider: IdentityProvider): Promise<IdentityProvider> {
  const { type } = provider.content;
  const { authorize_url, token_url, SSORedirectBindingURI } = reachedBy(services, provider);
  const isKnown = type === "SAML" ? SSORedirectBindingURI : authorize_url && token_url;
  if (isKnown) return provider;
  const found = await discover(services, provider);
  if (Object.keys(found.content.discovered).length === 0) return provider;
  await services.database.identityProviders.update(provider.poolId, provider.id, (present) => ({
    ...present,
    content: { ...present.content, discovered: found.content.discovered },
  }));
  return found;
}
