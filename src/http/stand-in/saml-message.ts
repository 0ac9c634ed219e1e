import { inflateRawSync } from "node:zlib";
import type { StandInPerson } from "../../domain/stand-in/stand-in.ts";

/** What a request by HTTP-Redirect says (SAML 2.0 Bindings section 3.4). Undefined for none. */
export function readRequest(
  text: string,
): { readonly id: string; readonly consumer: string | undefined; readonly issuer: string } | undefined {
  try {
    const xml = inflateRawSync(Buffer.from(text, "base64"), { maxOutputLength: 64 * 1024 }).toString();
    const [, id] = /\sID="([^"]+)"/.exec(xml) ?? [];
    const [, issuer] = /<(?:\w+:)?Issuer[^<>]*>([^<]+)</.exec(xml) ?? [];
    const [, consumer] = /AssertionConsumerServiceURL="([^"]+)"/.exec(xml) ?? [];
    return id && issuer ? { id, issuer, consumer } : undefined;
  } catch {
    return undefined;
  }
}

/** What a response is made of. */
export interface ResponseFacts {
  readonly id: string;
  readonly assertionId: string;
  /** What the provider calls itself, and the pool. */
  readonly entityId: string;
  readonly audience: string;
  readonly destination: string;
  readonly inResponseTo: string;
  readonly issuedAt: Date;
  readonly expiresAt: Date;
}

const namespaces =
  'xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"';
const success = "urn:oasis:names:tc:SAML:2.0:status:Success";

/** A response with an assertion about a person (SAML 2.0 Core section 3.3.3), not signed yet. */
export function responseOf(facts: ResponseFacts, { NameID, ...claims }: StandInPerson): string {
  const { assertionId, entityId, audience, destination, inResponseTo, issuedAt, expiresAt } = facts;
  const [issued, until] = [issuedAt.toISOString(), expiresAt.toISOString()];
  const assertion = `<saml:Assertion ID="${assertionId}" Version="2.0" IssueInstant="${issued}">
<saml:Issuer>${inXml(entityId)}</saml:Issuer>
<saml:Subject><saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">${inXml(textOf(NameID))}</saml:NameID>
<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData
 InResponseTo="${inXml(inResponseTo)}" NotOnOrAfter="${until}" Recipient="${inXml(destination)}"/></saml:SubjectConfirmation></saml:Subject>
<saml:Conditions NotOnOrAfter="${until}"><saml:AudienceRestriction><saml:Audience>${inXml(audience)}</saml:Audience></saml:AudienceRestriction></saml:Conditions>
<saml:AuthnStatement AuthnInstant="${issued}" SessionIndex="${assertionId}"><saml:AuthnContext><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:unspecified</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>
${attributesOf(claims)}</saml:Assertion>`;
  return message("Response", facts, `${status(success)}${assertion}`);
}

/** A response that says why there is no assertion. */
export const failureOf = (facts: ResponseFacts, code: "Responder" | "RequestDenied"): string => {
  const top = code === "RequestDenied" ? "Requester" : code;
  const second = code === "RequestDenied" ? `<samlp:StatusCode Value="${statusOf(code)}"/>` : "";
  return message(
    "Response",
    facts,
    `<samlp:Status><samlp:StatusCode Value="${statusOf(top)}">${second}</samlp:StatusCode></samlp:Status>`,
  );
};

/** The answer to a LogoutRequest (section 3.7.2), not signed yet. */
export const logoutResponseOf = (facts: ResponseFacts): string => message("LogoutResponse", facts, status(success));

const statusOf = (code: string) => `urn:oasis:names:tc:SAML:2.0:status:${code}`;
const status = (value: string) => `<samlp:Status><samlp:StatusCode Value="${value}"/></samlp:Status>`;

const message = (name: string, facts: ResponseFacts, content: string): string =>
  `<samlp:${name} ${namespaces} ID="${facts.id}" Version="2.0" IssueInstant="${facts.issuedAt.toISOString()}" Destination="${inXml(facts.destination)}" InResponseTo="${inXml(facts.inResponseTo)}"><saml:Issuer>${inXml(facts.entityId)}</saml:Issuer>${content}</samlp:${name}>`;

function attributesOf(claims: StandInPerson): string {
  const attributes = Object.entries(claims).map(([name, value]) => {
    const values = (Array.isArray(value) ? value : [value]).map(
      (one) => `<saml:AttributeValue>${inXml(textOf(one))}</saml:AttributeValue>`,
    );
    return `<saml:Attribute Name="${inXml(name)}">${values.join("")}</saml:Attribute>`;
  });
  return attributes.length > 0 ? `<saml:AttributeStatement>${attributes.join("")}</saml:AttributeStatement>` : "";
}

/** What the provider says of itself (SAML 2.0 Metadata section 2.4.3). */
export const metadataOf = (entityId: string, certificate: string): string => {
  const service = (name: string, path: string) =>
    `<md:${name} Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="${inXml(`${entityId}/${path}`)}"/>`;
  return `<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${inXml(entityId)}"><md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data><ds:X509Certificate>${certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>${service("SingleLogoutService", "slo")}${service("SingleSignOnService", "sso")}</md:IDPSSODescriptor></md:EntityDescriptor>`;
};

const textOf = (value: unknown): string => (typeof value === "object" ? JSON.stringify(value) : String(value));

const inXml = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
