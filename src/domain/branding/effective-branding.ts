import { type Client, registeredItself } from "../client/client.ts";
import type { Pool } from "../pool/pool.ts";
import type { PoolDomain } from "../pool-domain/pool-domain.ts";
import type { Services } from "../services.ts";
import { findUICustomization } from "../ui-customization/find-ui-customization.ts";
import type { Logo } from "../ui-customization/logo.ts";
import type { Asset } from "./branding.ts";
import { cognitoStyle, type Style } from "./cognito-style.ts";
import { mergedSettings } from "./describe-branding.ts";
import { brandingOf } from "./find-branding.ts";

/** How the pages of an app look, with nothing left to look up. */
export type EffectiveBranding = ClassicLook | ManagedLook;

export interface ClassicLook {
  readonly look: "classic";
  /** Whose look it is: the client's, or `ALL`; absent for the service's own. */
  readonly clientId?: string;
  readonly css?: string;
  readonly logo?: Logo;
}

export interface ManagedLook {
  readonly look: "managed";
  /** Whose look it is. */
  readonly clientId: string;
  readonly style: Style;
  readonly assets: readonly Asset[];
  readonly changedAt: Date;
}

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
    return { look: "classic", ...(customization && { clientId: customization.id }), ...customization?.content };
  }
  const branding = await brandingOf(services, client);
  const described = { look: "managed", clientId: client.id } as const;
  if (branding) {
    const { assets } = branding.content;
    return { ...described, style: mergedSettings(branding), assets, changedAt: branding.modifiedAt };
  }
  // Who registered itself has nobody who could give it a style.
  if (!registeredItself(client)) return undefined;
  return { ...described, style: cognitoStyle, assets: [], changedAt: client.createdAt };
}
