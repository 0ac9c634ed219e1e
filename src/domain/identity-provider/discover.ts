import { fail } from "../../errors.ts";
import type { Services } from "../services.ts";
import { isEndpoint } from "./check-details.ts";
import type { IdentityProvider, ProviderDetails } from "./identity-provider.ts";

type Discovering = Pick<Services, "providerDocuments" | "log" | "localUrls">;

/**
 * The provider with what its discovery document (OpenID Connect Discovery section 4) or its SAML metadata say. One that
 * cannot be reached now is kept as it was given, so that pools can be made without a network; AWS refuses it, and the log
 * says so. Throws InvalidParameterException for a document that is none.
 */
export async function discover(services: Discovering, provider: IdentityProvider): Promise<IdentityProvider> {
  const { type, details } = provider.content;
  const found =
    type === "OIDC"
      ? await oidcEndpoints(services, details)
      : type === "SAML"
        ? await samlEndpoints(services, details)
        : {};
  return { ...provider, content: { ...provider.content, discovered: found } };
}

const manual = ["authorize_url", "token_url", "attributes_url", "jwks_uri"];

async function oidcEndpoints(services: Discovering, details: ProviderDetails): Promise<ProviderDetails> {
  if (manual.every((key) => details[key])) return {};
  const url = `${details.oidc_issuer}/.well-known/openid-configuration`;
  const refusal = "Unable to contact well-known endpoint";
  const text = await reach(services, url, refusal);
  if (text === undefined) return {};
  const document = parseObject(text);
  if (!document) fail("InvalidParameterException", refusal, `${url} is no JSON object`);
  const endpoints = {
    authorize_url: document.authorization_endpoint,
    token_url: document.token_endpoint,
    attributes_url: document.userinfo_endpoint,
    jwks_uri: document.jwks_uri,
  };
  const named = Object.entries(endpoints).filter((pair): pair is [string, string] => typeof pair[1] === "string");
  // Whoever can write a provider's document must not lead the service to what only this machine reaches.
  const local = details.oidc_issuer?.startsWith("https:") ? "refused" : services.localUrls;
  const [insecure] = named.filter(([, endpoint]) => !isEndpoint(endpoint, local));
  if (insecure) fail("InvalidParameterException", refusal, `${url} names ${insecure[1]}, which is not secure`);
  return Object.fromEntries(named);
}

async function samlEndpoints(services: Discovering, details: ProviderDetails): Promise<ProviderDetails> {
  const { MetadataURL: url, MetadataFile } = details;
  const refusal = url ? `Error retrieving metadata from ${url}` : "MetadataFile is not valid SAML metadata.";
  const xml = url ? await reach(services, url, refusal) : MetadataFile;
  if (xml === undefined) return {};
  const metadata = await services.providerDocuments.readSamlMetadata(xml);
  if (!metadata) fail("InvalidParameterException", refusal, "no metadata of a SAML identity provider");
  return {
    SSORedirectBindingURI: metadata.singleSignOnUrl,
    ...(metadata.singleLogoutUrl !== undefined && { SLORedirectBindingURI: metadata.singleLogoutUrl }),
  };
}

async function reach({ providerDocuments, log }: Discovering, url: string, refusal: string) {
  const text = await providerDocuments.fetch(url);
  if (text === undefined) log.warn({ url }, `an identity provider could not be reached; AWS says "${refusal}"`);
  return text;
}

function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
