import type { Services } from "../services.ts";
import { detailsOf } from "./describe-identity-provider.ts";
import type { IdentityProvider, ProviderDetails } from "./identity-provider.ts";

/** How a provider is reached now. */
export const reachedBy = (
  _services: Pick<Services, "publicUrl" | "ownUrl">,
  provider: IdentityProvider,
): ProviderDetails => detailsOf(provider);
