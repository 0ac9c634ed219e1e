import type { Element } from "@xmldom/xmldom";
import type { SamlMetadata } from "../domain/identity-provider/provider-documents.ts";

const metadataNamespace = "urn:oasis:names:tc:SAML:2.0:metadata";
const redirectBinding = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect";

/** Some hundred times what a provider's metadata have: elements and attributes, and declarations of namespaces. */
const mostMarks = 50_000;
const mostNamespaces = 1_000;

/**
 * Where a SAML identity provider takes requests by redirect (SAML 2.0 Metadata, section 2.4.3). Undefined for a text
 * that is no XML, has a document type (whose entities could grow without bound) or more in it than anybody's metadata, or
 * describes no such provider.
 */
export async function readSamlMetadata(xml: string): Promise<SamlMetadata | undefined> {
  if (/<!DOCTYPE/i.test(xml) || isOverfull(xml)) return undefined;
  try {
    const { DOMParser } = await import("@xmldom/xmldom"); // most services never ask
    const parser = new DOMParser({ onError: refuse });
    const document = parser.parseFromString(xml, "text/xml");
    const provider = elements(document, "IDPSSODescriptor")[0];
    const singleSignOnUrl = provider && redirectLocation(provider, "SingleSignOnService");
    if (!singleSignOnUrl) return undefined;
    return { singleSignOnUrl, singleLogoutUrl: redirectLocation(provider, "SingleLogoutService") };
  } catch {
    return undefined;
  }
}

/** The parser holds everybody up while it reads, by the square of the namespaces that are nested. */
const isOverfull = (xml: string): boolean =>
  xml.split(/[<=]/, mostMarks + 1).length > mostMarks || xml.split("xmlns", mostNamespaces + 1).length > mostNamespaces;

function refuse(_level: string, message: string): never {
  throw new SyntaxError(message);
}

const elements = (parent: Pick<Element, "getElementsByTagNameNS">, name: string): Element[] => [
  ...parent.getElementsByTagNameNS(metadataNamespace, name),
];

const redirectLocation = (provider: Element, service: string): string | undefined =>
  elements(provider, service)
    .find((element) => element.getAttribute("Binding") === redirectBinding)
    ?.getAttribute("Location") ?? undefined;
