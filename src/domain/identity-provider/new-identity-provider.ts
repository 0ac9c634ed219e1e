import type { CreateIdentityProviderRequest } from "@aws-sdk/client-cognito-identity-provider";
import { fail } from "../../errors.ts";
import type { LocalUrls } from "../local-url.ts";
import { type Pool, schemaAttribute } from "../pool/pool.ts";
import type { Services } from "../services.ts";
import { checkDetails } from "./check-details.ts";
import type { IdentityProvider, ProviderDetails, ProviderType } from "./identity-provider.ts";
import { nameFits, providerKinds } from "./provider-kinds.ts";

const refuse = (text: string): never => fail("InvalidParameterException", text);

/** Builds a provider of the pool and stores nothing. Throws InvalidParameterException. */
export function newIdentityProvider(
  { clock, localUrls }: Pick<Services, "clock" | "localUrls">,
  pool: Pool,
  input: Omit<CreateIdentityProviderRequest, "UserPoolId">,
): IdentityProvider {
  const name = input.ProviderName as string;
  const type = input.ProviderType as ProviderType;
  if (!nameFits(name, type)) refuse(`Provider ${name} cannot be of type ${type}.`);
  const now = clock.now();
  const content = {
    type,
    details: withoutDerived(type, input.ProviderDetails),
    discovered: {},
    attributeMapping: mappingOf(type, input.AttributeMapping),
    acrMapping: input.AcrMapping,
    idpIdentifiers: [...new Set(input.IdpIdentifiers)],
  };
  checkContent(pool, content, localUrls);
  return { poolId: pool.id, id: name, content, createdAt: now, modifiedAt: now };
}

/** Holds a provider to the rules of its type and pool. Throws InvalidParameterException. */
export function checkContent(pool: Pool, content: IdentityProvider["content"], local: LocalUrls): void {
  const { type, details, attributeMapping, acrMapping = {} } = content;
  checkDetails(type, details, local);
  const unknown = Object.keys(attributeMapping).filter((name) => name !== "username" && !schemaAttribute(pool, name));
  if (unknown.length > 0) refuse(`AttributeMapping contains invalid mapping: [${unknown.join(", ")}]`);
  if (Object.keys(acrMapping).length > 0 && type !== "OIDC") {
    refuse("AcrMapping is supported for OIDC identity providers only.");
  }
}

/** Whoever sends back what was described sends along what the service has found out itself, and will find out anew. */
export function withoutDerived(type: ProviderType, given: ProviderDetails = {}): ProviderDetails {
  const { derived = [] } = providerKinds[type];
  return Object.fromEntries(Object.entries(given).filter(([key]) => !derived.includes(key)));
}

/** With the claim that tells the provider's people apart. Of a social network that claim cannot be chosen. */
export function mappingOf(
  type: ProviderType,
  given: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  const { usernameClaim: username } = providerKinds[type];
  if (!username) return given;
  if (type !== "OIDC" && (given.username ?? username) !== username) {
    refuse(`AttributeMapping of username cannot be changed for ${type}.`);
  }
  return { ...given, username: given.username ?? username };
}
