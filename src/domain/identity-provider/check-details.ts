import { fail } from "../../errors.ts";
import { isLocalHost, type LocalUrls } from "../local-url.ts";
import type { ProviderDetails, ProviderType } from "./identity-provider.ts";
import { providerKinds } from "./provider-kinds.ts";

const refuse = (text: string): never => fail("InvalidParameterException", text);

/** Keys with few values. */
const choices: Readonly<Record<string, readonly string[]>> = {
  IDPSignout: ["true", "false"],
  IDPInit: ["true", "false"],
  EncryptedResponses: ["true", "false"],
  RequestSigningAlgorithm: ["rsa-sha256"],
};

/** Holds a provider's details to what its type needs and knows. Throws InvalidParameterException. */
export function checkDetails(type: ProviderType, details: ProviderDetails, local: LocalUrls): void {
  const { required, missing, optional, derived = [] } = providerKinds[type];
  if (missing && !required.every((key) => details[key])) refuse(missing);
  const known = [...required, ...optional, ...derived];
  for (const [key, value] of Object.entries(details)) {
    if (!known.includes(key)) refuse(`${key} is not among the idp details of type ${type}.`);
    const allowed = choices[key];
    if (allowed && !allowed.includes(value)) refuse(`Invalid value of ${key}, allowed are: ${allowed.join(", ")}.`);
  }
  if (type === "OIDC") {
    checkMethod(details);
    checkEndpoints(details, local);
  }
  if (type === "SAML") checkMetadata(details, local);
}

/** AWS refuses the method as a constraint of its own insides, which the public model does not have. */
function checkMethod({ attributes_request_method: method = "" }: ProviderDetails): void {
  if (method === "GET" || method === "POST") return;
  refuse(
    `1 validation error detected: Value '${method}' at 'providerConfiguration.oidcConfig.attributesRequestMethod' ` +
      "failed to satisfy constraint: Member must satisfy enum value set: [POST, GET]",
  );
}

function checkEndpoints(details: ProviderDetails, local: LocalUrls): void {
  const { oidc_issuer = "", authorize_url, token_url, attributes_url, jwks_uri } = details;
  if (!isEndpoint(oidc_issuer, local)) refuse("OIDC endpoint must start with https://");
  if (oidc_issuer.endsWith("/")) refuse("OIDC issuer must not end with a slash.");
  const urls = [authorize_url, token_url, attributes_url, jwks_uri].filter((url) => url !== undefined);
  if (!urls.every((url) => isEndpoint(url, local))) refuse("OIDC endpoint must start with https://");
}

function checkMetadata({ MetadataURL, MetadataFile }: ProviderDetails, local: LocalUrls): void {
  if (MetadataURL && MetadataFile) refuse("Only one of the MetadataURL or MetadataFile should be provided.");
  if (!MetadataURL && !MetadataFile) refuse("At least one of the MetadataURL or MetadataFile should be provided.");
  if (MetadataURL && !isEndpoint(MetadataURL, local)) refuse("MetadataURL must start with https://");
}

/** Without TLS only on the developer's own machine, or in a network of containers, whose names have no dot. */
export function isEndpoint(text: string, local: LocalUrls): boolean {
  const url = URL.parse(text);
  if (url?.protocol !== "http:") return url?.protocol === "https:";
  return local === "taken" && isLocalHost(url.hostname);
}
