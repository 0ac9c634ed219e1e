import * as z from "zod";
import { ProviderName } from "./client.ts";
import { integer, oneOf, sensitive, text } from "./constraints.ts";
import { AcrLevelName, AcrValue } from "./pool.ts";
import { StringType } from "./primitive.ts";

/** A new provider's name: stricter than how one is named later (ProviderName). */
export const ProviderNameV2 = text({
  min: 1,
  max: 32,
  pattern: "[^_\\p{Z}][\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}][^_\\p{Z}]+",
});

export const IdentityProviderType = oneOf("SAML", "Facebook", "Google", "LoginWithAmazon", "SignInWithApple", "OIDC");

export const ProviderDetails = sensitive(z.record(StringType, StringType));

export const AttributeMapping = z.record(text({ min: 1, max: 32 }), StringType);

export const AcrMapping = z.record(AcrLevelName, AcrValue);

export const IdpIdentifier = text({ min: 1, max: 40, pattern: "[\\w\\s+=.@-]+" });

export const IdpIdentifiersList = z.array(IdpIdentifier).max(50);

/** Somebody by their account at a provider; or, with ProviderName `Cognito`, by their username here. */
export const ProviderUserIdentifier = z.object({
  ProviderName: ProviderName.optional(),
  ProviderAttributeName: StringType.optional(),
  ProviderAttributeValue: StringType.optional(),
});

export const ListProvidersLimit = integer({ min: 0, max: 60 });
