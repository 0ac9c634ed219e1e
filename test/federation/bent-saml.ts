import { X509Certificate } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { inflateRawSync } from "node:zlib";
import { SignedXml } from "xml-crypto";
import * as xmlEncryption from "xml-encryption";
import { selfSign } from "../../src/crypto/certificate.ts";
import { machineRandom } from "../../src/random.ts";

/** A key with its certificate, in PEM. */
export interface KeyPair {
  readonly privateKey: string;
  readonly certificate: string;
}

export async function makeKeyPair(): Promise<KeyPair> {
  const day = 86_400_000;
  const [notBefore, notAfter] = [new Date(Date.now() - day), new Date(Date.now() + day)];
  const made = await selfSign(machineRandom, { commonName: "a provider", notBefore, notAfter });
  return {
    privateKey: pem("PRIVATE KEY", made.privateKey),
    certificate: pem("CERTIFICATE", made.certificate),
  };
}

const pem = (label: string, der: Buffer) =>
  `-----BEGIN ${label}-----\n${der.toString("base64")}\n-----END ${label}-----\n`;
export const inBase64 = (text: string): string => text.replace(/-----[A-Z ]+-----|\s/g, "");

/** What can be otherwise about a response. */
export interface ResponseFacts {
  readonly requestId: string | undefined;
  readonly acs: string;
  readonly audience: string;
  readonly issuer: string;
  readonly nameId: string;
  readonly assertionId: string;
  readonly issuedAt: Date;
  readonly notBefore: Date;
  readonly expiresAt: Date;
  readonly confirmedUntil: Date;
  readonly attributes: Readonly<Record<string, string | readonly string[]>>;
  readonly destination: string;
  readonly recipient: string;
}

const namespaces =
  'xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"';
const inResponseTo = (id: string | undefined) => (id === undefined ? "" : ` InResponseTo="${id}"`);

/** An assertion as SAML 2.0 has it. */
export const assertionOf = (facts: ResponseFacts): string =>
  `<saml:Assertion ${namespaces} ID="${facts.assertionId}" Version="2.0" IssueInstant="${facts.issuedAt.toISOString()}"><saml:Issuer>${facts.issuer}</saml:Issuer><saml:Subject><saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">${facts.nameId}</saml:NameID><saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData${inResponseTo(facts.requestId)} NotOnOrAfter="${facts.confirmedUntil.toISOString()}" Recipient="${facts.recipient}"/></saml:SubjectConfirmation></saml:Subject><saml:Conditions NotBefore="${facts.notBefore.toISOString()}" NotOnOrAfter="${facts.expiresAt.toISOString()}"><saml:AudienceRestriction><saml:Audience>${facts.audience}</saml:Audience></saml:AudienceRestriction></saml:Conditions><saml:AuthnStatement AuthnInstant="${facts.issuedAt.toISOString()}" SessionIndex="session-1"><saml:AuthnContext><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement><saml:AttributeStatement>${Object.entries(
    facts.attributes,
  )
    .map(
      ([name, value]) =>
        `<saml:Attribute Name="${name}">${[value]
          .flat()
          .map((one) => `<saml:AttributeValue>${one}</saml:AttributeValue>`)
          .join("")}</saml:Attribute>`,
    )
    .join("")}</saml:AttributeStatement></saml:Assertion>`;

/** A response around what it asserts. */
export const responseOf = ({ requestId, destination, issuer, issuedAt }: ResponseFacts, content: string): string =>
  `<samlp:Response ${namespaces} ID="_r${Math.random().toString(36).slice(2)}" Version="2.0" IssueInstant="${issuedAt.toISOString()}" Destination="${destination}"${inResponseTo(requestId)}><saml:Issuer>${issuer}</saml:Issuer><samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>${content}</samlp:Response>`;

/** A response to a LogoutRequest, not signed yet. */
export const logoutResponseOf = ({ entityId }: Pick<BentSaml, "entityId">, inResponseTo: string): string =>
  `<samlp:LogoutResponse ${namespaces} ID="_lr" Version="2.0" IssueInstant="${new Date().toISOString()}" InResponseTo="${inResponseTo}"><saml:Issuer>${entityId}</saml:Issuer><samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status></samlp:LogoutResponse>`;

/** The document with its first element of this name signed. */
export function sign(xml: string, element: string, { privateKey, certificate }: KeyPair): string {
  const exclusive = "http://www.w3.org/2001/10/xml-exc-c14n#";
  const signature = new SignedXml({
    ...{ privateKey, publicCert: certificate, canonicalizationAlgorithm: exclusive },
    signatureAlgorithm: "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
  });
  const xpath = `//*[local-name(.)='${element}']`;
  signature.addReference({
    xpath,
    transforms: ["http://www.w3.org/2000/09/xmldsig#enveloped-signature", exclusive],
    digestAlgorithm: "http://www.w3.org/2001/04/xmlenc#sha256",
  });
  signature.computeSignature(xml, {
    prefix: "ds",
    location: { reference: `${xpath}/*[local-name(.)='Issuer']`, action: "after" },
  });
  return signature.getSignedXml();
}

/** The assertion encrypted for whoever has the key of this certificate (DER in base64). */
export function encryptFor(certificate: string, assertion: string): Promise<string> {
  const certificatePem = pem("CERTIFICATE", Buffer.from(certificate, "base64"));
  const publicKey = new X509Certificate(certificatePem).publicKey.export({ type: "spki", format: "pem" }).toString();
  const options = {
    ...{ rsa_pub: publicKey, pem: certificatePem },
    encryptionAlgorithm: "http://www.w3.org/2009/xmlenc11#aes256-gcm",
    keyEncryptionAlgorithm: "http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p",
  } as const;
  return new Promise((resolve, reject) =>
    xmlEncryption.encrypt(assertion, options, (error, result) =>
      error ? reject(error) : resolve(`<saml:EncryptedAssertion>${result}</saml:EncryptedAssertion>`),
    ),
  );
}

/** A provider that publishes metadata, which can change, and leaves it to the test what it answers. */
export interface BentSaml {
  readonly entityId: string;
  readonly metadataUrl: string;
  keys: readonly KeyPair[];
  /** Where it takes requests, below its entity id. */
  ssoPath: string;
  metadata(): string;
  close(): Promise<void>;
}

export async function openBentSaml(): Promise<BentSaml> {
  const server = createServer((_request, response) => response.end(bent.metadata()));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const entityId = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const service = (name: string, path: string) =>
    `<md:${name} Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="${entityId}/${path}"/>`;
  const bent: BentSaml = {
    ...{ entityId, metadataUrl: `${entityId}/metadata`, keys: [await makeKeyPair()], ssoPath: "sso" },
    metadata: () =>
      `<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${entityId}"><md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">${bent.keys
        .map(
          ({ certificate }) =>
            `<md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data><ds:X509Certificate>${inBase64(certificate)}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>`,
        )
        .join(
          "",
        )}${service("SingleLogoutService", "slo")}${service("SingleSignOnService", bent.ssoPath)}</md:IDPSSODescriptor></md:EntityDescriptor>`,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
  return bent;
}

/** What a request by redirect says. */
export function readRedirect(url: URL): { id: string; xml: string; relayState: string } {
  const xml = inflateRawSync(Buffer.from(url.searchParams.get("SAMLRequest") ?? "", "base64")).toString();
  return { xml, id: /\sID="([^"]+)"/.exec(xml)?.[1] ?? "", relayState: url.searchParams.get("RelayState") ?? "" };
}
