import type { Services } from "../services.ts";
import { standInDetails } from "../stand-in/stand-in-details.ts";
import { detailsOf } from "./describe-identity-provider.ts";
import type { IdentityProvider, ProviderDetails } from "./identity-provider.ts";

/** How a provider is reached now: as `detailsOf` says, or where its stand-in is. */
export const reachedBy = (
  services: Pick<Services, "publicUrl" | "ownUrl">,
  provider: IdentityProvider,
): ProviderDetails => ({
  ...detailsOf(provider),
  ...(provider.content.standIn && standInDetails(services, provider)),
});
