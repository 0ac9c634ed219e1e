import type { IdentityProvider } from "../domain/identity-provider/identity-provider.ts";
import { newIdentityProvider } from "../domain/identity-provider/new-identity-provider.ts";
import type { Pool } from "../domain/pool/pool.ts";
import type { Services } from "../domain/services.ts";
import { usualPeople } from "../domain/stand-in/stand-in.ts";
import { standInClient } from "../domain/stand-in/stand-in-client.ts";
import type { DeclaredProvider } from "./declared.ts";

/** A declared provider, or its stand-in, for which no registration is needed. Throws InvalidParameterException. */
export function designProvider(
  services: Pick<Services, "clock" | "localUrls">,
  pool: Pool,
  { standIn, people, ...declared }: DeclaredProvider,
): IdentityProvider {
  if (!standIn) return newIdentityProvider(services, pool, { ProviderDetails: {}, ...declared });
  const { ProviderType: type, ProviderName: name, ProviderDetails: details } = declared;
  const usual = standInClient(type, name);
  const ProviderDetails = details?.MetadataFile ? details : { ...usual, ...details };
  const provider = newIdentityProvider(services, pool, { ...declared, ProviderDetails });
  return {
    ...provider,
    content: { ...provider.content, standIn: { people: people.length > 0 ? people : usualPeople(type) } },
  };
}
