import { SignedXml } from "xml-crypto";

/** A key and its certificate, both DER in base64. */
export interface XmlSigner {
  readonly privateKey: string;
  readonly certificate: string;
}

const exclusive = "http://www.w3.org/2001/10/xml-exc-c14n#";
const enveloped = "http://www.w3.org/2000/09/xmldsig#enveloped-signature";

/**
 * The document with a signature over its only element of this name, which has an `ID` (XML Signature, SAML 2.0 Core section
 * 5.4). It stands behind the element's Issuer, where SAML's schema wants it.
 */
export function signXml(xml: string, element: string, { privateKey, certificate }: XmlSigner): string {
  const signature = new SignedXml({
    privateKey: `-----BEGIN PRIVATE KEY-----\n${privateKey}\n-----END PRIVATE KEY-----`,
    publicCert: `-----BEGIN CERTIFICATE-----\n${certificate}\n-----END CERTIFICATE-----`,
    signatureAlgorithm: "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
    canonicalizationAlgorithm: exclusive,
  });
  const xpath = `//*[local-name(.)='${element}']`;
  signature.addReference({
    xpath,
    transforms: [enveloped, exclusive],
    digestAlgorithm: "http://www.w3.org/2001/04/xmlenc#sha256",
  });
  const reference = `${xpath}/*[local-name(.)='Issuer']`;
  signature.computeSignature(xml, { prefix: "ds", location: { reference, action: "after" } });
  return signature.getSignedXml();
}
