import { promisify } from "node:util";
import { type Profile, SamlStatusError } from "@node-saml/node-saml";
import type { Node } from "@xmldom/xmldom";
import { decrypt } from "xml-encryption";
import { type Assertion, type Claims, type Upstream, UpstreamRefused } from "../../domain/federation/upstream.ts";
import type { SamlMetadata } from "../../domain/identity-provider/provider-documents.ts";
import { boundsOfMessages } from "../overfull-xml.ts";
import { metadataAnew, metadataOf } from "./metadata.ts";
import { consumerOf, entityIdOf, partyOf, pem, skew } from "./party.ts";
import { parseXml } from "./xml.ts";

/** AWS: quotas of user pools, in characters. */
const longestAssertion = 100_000;
/** How old an assertion may be that nobody asked for, in milliseconds (AWS: "Using IdP-initiated SAML sign-in"). */
const oldestUnasked = 6 * 60_000;

const invalid = (reason: string) => new UpstreamRefused(`Invalid SAML response received: ${reason}`, reason);

/**
 * Checks a response (SAML 2.0 Core section 3.3.3, Profiles section 4.1.4) and reads what it asserts. All that is looked at
 * stands in what was signed, as the library gives it back; of the rest, only what makes it refuse more. Throws
 * UpstreamRefused.
 */
export async function readResponse(
  upstream: Upstream,
  response: string,
  requestId: string | undefined,
): Promise<Assertion> {
  const root = parseXml(Buffer.from(response, "base64").toString(), boundsOfMessages);
  if (root?.localName !== "Response") throw invalid("it is no response of SAML");
  const encrypted = Array.from(root.childNodes).find(({ localName }) => localName === "EncryptedAssertion");
  const isEncrypted = encrypted !== undefined;
  if (upstream.details.EncryptedResponses === "true" && !isEncrypted) throw invalid("the assertion is not encrypted");
  const destination = root.getAttribute("Destination");
  if (destination && destination !== consumerOf(upstream)) throw invalid(`it is meant for ${destination}`);
  checkAnswers(root.getAttribute("InResponseTo") ?? undefined, requestId);
  const { profile, metadata } = await verify(upstream, response, encrypted).catch((error) => {
    throw describeFailure(upstream, error, isEncrypted);
  });
  return readAssertion(upstream, metadata, profile, requestId);
}

/** The library decrypts and reads without a bound, and whoever knows the pool's certificate can encrypt for it. */
async function checkWithin(encrypted: Node, { keys }: Pick<Upstream, "keys">): Promise<void> {
  const { privateKey: key } = await keys();
  const assertion = await promisify(decrypt)(encrypted.toString(), { key: pem(key) });
  if (!parseXml(assertion, boundsOfMessages)) throw new Error("what was encrypted is no assertion");
}

/** With the certificates that are known and, where none has signed it, with those that the provider has by now. */
async function verify(
  upstream: Upstream,
  SAMLResponse: string,
  encrypted?: Node,
): Promise<{ profile: Profile; metadata: SamlMetadata }> {
  if (encrypted) await checkWithin(encrypted, upstream);
  const metadata = await metadataOf(upstream);
  try {
    return { profile: await profileIn(upstream, metadata, SAMLResponse), metadata };
  } catch (error) {
    const anew = isOfSignature(error) ? await metadataAnew(upstream) : undefined;
    if (!anew) throw error;
    return { profile: await profileIn(upstream, anew, SAMLResponse), metadata: anew };
  }
}

async function profileIn(upstream: Upstream, metadata: SamlMetadata, SAMLResponse: string): Promise<Profile> {
  const saml = await partyOf(upstream, metadata);
  const { profile } = await saml.validatePostResponseAsync({ SAMLResponse });
  if (!profile) throw invalid("there is no assertion");
  return profile;
}

const isOfSignature = (error: unknown): boolean =>
  error instanceof Error && /signature|certificate/i.test(error.message);

/**
 * What a response that was refused is called. Of an encrypted one nobody is told whether it could be decrypted: whoever has
 * somebody's response could find out by such answers what it says (XML Encryption 1.1, section 6.1.2).
 */
function describeFailure(upstream: Upstream, error: unknown, isEncrypted: boolean): UpstreamRefused {
  if (error instanceof UpstreamRefused) return error;
  if (!(error instanceof Error)) throw error;
  const reason = error.message;
  if (error instanceof SamlStatusError) {
    const denied = /AuthnFailed|RequestDenied/.test(error.xmlStatus);
    return new UpstreamRefused(
      `Error in SAML response processing: ${reason}`,
      reason,
      denied ? "access_denied" : "invalid_request",
    );
  }
  if (/audience/i.test(reason)) {
    const text = `Audience restriction in SAML Assertion does not allow it for ${entityIdOf(upstream)}`;
    return new UpstreamRefused(text, reason);
  }
  if (/expired|not yet valid/.test(reason)) return new UpstreamRefused("SAML Assertion has expired", reason);
  const isUnproven = isEncrypted || isOfSignature(error);
  return isUnproven ? new UpstreamRefused("Response signature is invalid", reason) : invalid(reason);
}

/** What the library has parsed from the assertion that was signed: each element a list, its attributes under `$`. */
interface Parsed {
  readonly $?: Readonly<Record<string, string>>;
  readonly _?: string;
  readonly [child: string]: unknown;
}

const childrenOf = (parent: Parsed | undefined, name: string): readonly Parsed[] =>
  (parent?.[name] as readonly Parsed[] | undefined) ?? [];

function readAssertion(
  upstream: Upstream,
  { entityId }: SamlMetadata,
  profile: Profile,
  requestId: string | undefined,
): Assertion {
  if ((profile.getAssertionXml?.().length ?? 0) > longestAssertion) throw invalid("the assertion is too long");
  const assertion = (profile.getAssertion?.() as { Assertion: Parsed } | undefined)?.Assertion;
  const { ID: assertionId, IssueInstant = "" } = assertion?.$ ?? {};
  if (!assertion || !assertionId) throw invalid("the assertion has no ID");
  // Not from the profile, into which the library puts attributes by whatever name they have.
  const issuer = childrenOf(assertion, "Issuer")[0]?._;
  if (issuer !== entityId) throw invalid(`the issuer is ${issuer}`);
  const issuedAt = Date.parse(IssueInstant);
  const now = upstream.now.getTime();
  if (requestId === undefined && !(issuedAt > now - oldestUnasked)) {
    throw new UpstreamRefused("SAML Assertion has expired", "nobody asked for it, and it is older than six minutes");
  }
  const nameId = childrenOf(childrenOf(assertion, "Subject")[0], "NameID")[0];
  if (!nameId?._) throw invalid("the assertion has no NameID");
  const { Format: nameIdFormat } = nameId.$ ?? {};
  const { SessionIndex: sessionIndex } = childrenOf(assertion, "AuthnStatement")[0]?.$ ?? {};
  const claims = (profile.attributes ?? {}) as Claims;
  if (/[\u{10000}-\u{10FFFF}]/u.test(JSON.stringify(claims)))
    throw invalid("an attribute has characters of four bytes");
  return {
    claims: Object.assign(Object.create(null), claims),
    sources: { samlResponse: claims },
    ...{ nameId: nameId._, issuer },
    session: {
      nameId: nameId._,
      ...(nameIdFormat && { nameIdFormat }),
      ...(sessionIndex && { sessionIndex }),
    },
    assertionId,
    goodUntil: confirmedUntil(upstream, assertion, requestId),
  };
}

/**
 * Until when the assertion is good for whoever bears it: one of its confirmations must be for this pool, in time, and of
 * this request (Profiles section 4.1.4.2). Of several, the last counts, or else it could be sent again by another.
 */
function confirmedUntil(upstream: Upstream, assertion: Parsed, requestId: string | undefined): Date {
  const confirmations = childrenOf(childrenOf(assertion, "Subject")[0], "SubjectConfirmation").filter(
    ({ $ }) => $?.Method === "urn:oasis:names:tc:SAML:2.0:cm:bearer",
  );
  const now = upstream.now.getTime();
  const good = confirmations.flatMap((confirmation) => {
    const data = childrenOf(confirmation, "SubjectConfirmationData")[0]?.$ ?? {};
    const until = Date.parse(data.NotOnOrAfter ?? "");
    if (!(until + skew > now) || data.Recipient !== consumerOf(upstream)) return [];
    checkAnswers(data.InResponseTo, requestId);
    return [until + skew];
  });
  if (good.length > 0) return new Date(Math.max(...good));
  if (confirmations.length > 0 && confirmations.every((one) => isOver(one, now))) {
    throw new UpstreamRefused("SAML Assertion has expired", "its confirmation is over");
  }
  throw invalid("the assertion is not confirmed for this pool");
}

const isOver = (confirmation: Parsed, now: number): boolean =>
  Date.parse(childrenOf(confirmation, "SubjectConfirmationData")[0]?.$?.NotOnOrAfter ?? "") + skew <= now;

/** A response answers the request that was made; where none was, it answers none. */
function checkAnswers(inResponseTo: string | undefined, requestId: string | undefined): void {
  if (inResponseTo !== requestId) throw invalid(`it answers ${inResponseTo ?? "no request"}`);
}
