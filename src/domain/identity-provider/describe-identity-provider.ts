import type { IdentityProviderType, ProviderDescription } from "@aws-sdk/client-cognito-identity-provider";
import { findSigningCertificate } from "../pool/find-signing-certificate.ts";
import type { Pool } from "../pool/pool.ts";
import type { Services } from "../services.ts";
import type { IdentityProvider, ProviderDetails } from "./identity-provider.ts";
import { providerKinds } from "./provider-kinds.ts";

/** All that is known of how a provider is reached: what was given before what its documents say, before what its type has. */
export const detailsOf = ({ content: { type, details, discovered } }: IdentityProvider): ProviderDetails => ({
  ...providerKinds[type].filled(details),
  ...discovered,
  ...details,
});

/**
 * A provider as the API shows it (IdentityProviderType): a client secret as it is, a private key not at all. Of SAML, with
 * the certificate for which it encrypts assertions.
 */
export async function describeIdentityProvider(
  services: Pick<Services, "database" | "clock" | "random">,
  pool: Pool,
  provider: IdentityProvider,
): Promise<IdentityProviderType> {
  const { private_key: _, ...ProviderDetails } = detailsOf(provider);
  const isSaml = provider.content.type === "SAML";
  const encryption = isSaml && {
    ActiveEncryptionCertificate: (await findSigningCertificate(services, pool)).certificate,
  };
  return {
    UserPoolId: provider.poolId,
    ProviderName: provider.id,
    ProviderType: provider.content.type,
    ProviderDetails: { ...ProviderDetails, ...encryption },
    AttributeMapping: provider.content.attributeMapping,
    AcrMapping: provider.content.acrMapping,
    IdpIdentifiers: [...provider.content.idpIdentifiers],
    LastModifiedDate: provider.modifiedAt,
    CreationDate: provider.createdAt,
  };
}

/** A provider as ListIdentityProviders shows it (ProviderDescription). */
export const summarizeIdentityProvider = (provider: IdentityProvider): ProviderDescription => ({
  ProviderName: provider.id,
  ProviderType: provider.content.type,
  LastModifiedDate: provider.modifiedAt,
  CreationDate: provider.createdAt,
});
