import type { Client } from "../client/client.ts";
import type { Pool } from "../pool/pool.ts";
import type { PoolDomain } from "../pool-domain/pool-domain.ts";
import type { Services } from "../services.ts";
import { findUICustomization } from "../ui-customization/find-ui-customization.ts";
import type { Logo } from "../ui-customization/logo.ts";
import type { Asset } from "./branding.ts";
import type { Style } from "./cognito-style.ts";
import { mergedSettings } from "./describe-branding.ts";
import { brandingOf } from "./find-branding.ts";

/** How the pages of an app look, with nothing left to look up. */
export type EffectiveBranding =
  | { readonly look: "classic"; readonly css?: string; readonly logo?: Logo }
  | { readonly look: "managed"; readonly style: Style; readonly assets: readonly Asset[] };

/**
 * The look of a client's pages on this domain of its pool, whose version decides between the two. Undefined for managed
 * login where the client has no style: at AWS its pages are unavailable then.
 */
export async function effectiveBranding(
  services: Pick<Services, "database">,
  { pool, domain }: { readonly pool: Pool; readonly domain: PoolDomain },
  client: Client,
): Promise<EffectiveBranding | undefined> {
  if (domain.content.managedLoginVersion === 1) {
    const customization = await findUICustomization(services, pool, client.id);
    return { look: "classic", ...customization?.content };
  }
  const branding = await brandingOf(services, client);
  return branding && { look: "managed", style: mergedSettings(branding), assets: branding.content.assets };
}
