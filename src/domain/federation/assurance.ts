import { type Assurance, assuranceAbroad } from "../authentication/assurance.ts";
import type { IdentityProvider } from "../identity-provider/identity-provider.ts";
import type { AuthorizationRequest } from "../oauth/authorization-request.ts";
import { type AcrLevel, acrLevels } from "../pool/acr.ts";
import type { Pool } from "../pool/pool.ts";
import type { Told } from "./upstream.ts";

/**
 * How surely somebody is to sign in at a provider, and how surely it says that they have, between the pool's levels and the
 * provider's names for them (AWS: CreateIdentityProvider, AcrMapping).
 */

/** The provider's names of the levels that the app asks for: `acr_values` for it. Undefined where none is mapped. */
export function acrValuesFor({ levels }: AuthorizationRequest, { content }: IdentityProvider): string | undefined {
  const names = levels.flatMap((level) => content.acrMapping?.[`Level${level}`] ?? []);
  return names.length > 0 ? names.join(" ") : undefined;
}

/** How somebody has signed in at a provider, as it says in the ID token, which is signed. */
export function assuranceTold(pool: Pool, provider: IdentityProvider, { sources }: Told): Assurance {
  const { acr, amr } = "idToken" in sources ? sources.idToken : {};
  return assuranceAbroad(pool, levelTold(provider, acr), Array.isArray(amr) ? amr : []);
}

/** "When the IdP returns an ACR value that isn't mapped, Amazon Cognito resolves it to the lowest level." */
function levelTold({ content: { type, acrMapping = {} } }: IdentityProvider, acr: unknown): AcrLevel | undefined {
  if (type !== "OIDC" || typeof acr !== "string") return undefined;
  return acrLevels.findLast((level) => acrMapping[`Level${level}`] === acr) ?? 1;
}
