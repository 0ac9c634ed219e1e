import type { Element } from "@xmldom/xmldom";
import type { SamlMetadata } from "../domain/identity-provider/provider-documents.ts";
import { boundsOfMetadata } from "./overfull-xml.ts";
import { parseXml } from "./saml/xml.ts";

const metadataNamespace = "urn:oasis:names:tc:SAML:2.0:metadata";
const signatureNamespace = "http://www.w3.org/2000/09/xmldsig#";
const redirectBinding = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect";

/**
 * Where a SAML identity provider takes requests by redirect, what it calls itself, and which certificates it signs under
 * (SAML 2.0 Metadata, section 2.4.3). Undefined for a text that is no XML, has a document type (whose entities could grow
 * without bound), or describes no such provider.
 */
export function readSamlMetadata(xml: string): SamlMetadata | undefined {
  const root = parseXml(xml, boundsOfMetadata);
  const provider = root && elements(root, "IDPSSODescriptor")[0];
  const singleSignOnUrl = provider && redirectLocation(provider, "SingleSignOnService");
  if (!singleSignOnUrl) return undefined;
  return {
    singleSignOnUrl,
    singleLogoutUrl: redirectLocation(provider, "SingleLogoutService"),
    entityId: (provider.parentNode as Element).getAttribute("entityID") ?? "",
    certificates: certificatesOf(provider),
  };
}

const elements = (parent: Element, name: string, namespace = metadataNamespace): Element[] => [
  ...parent.getElementsByTagNameNS(namespace, name),
];

const redirectLocation = (provider: Element, service: string): string | undefined =>
  elements(provider, service)
    .filter((element) => element.getAttribute("Binding") === redirectBinding)
    .map((element) => element.getAttribute("Location") ?? "")
    .find((location) => /^https?:$/.test(URL.parse(location)?.protocol ?? ""));

/** Several, while the provider changes from one to the next. */
const certificatesOf = (provider: Element): string[] =>
  elements(provider, "KeyDescriptor")
    .filter((descriptor) => descriptor.getAttribute("use") !== "encryption")
    .flatMap((descriptor) => elements(descriptor, "X509Certificate", signatureNamespace))
    .map((element) => (element.textContent ?? "").replace(/\s/g, ""))
    .filter((certificate) => certificate !== "");
