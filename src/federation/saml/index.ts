/**
 * SAML 2.0 as a service provider: requests by HTTP-Redirect, responses by HTTP-POST, single logout and the pool's own
 * metadata. `node-saml` makes and checks the messages; what it leaves to its caller, `response.ts` checks.
 */
import type { AttemptSecrets, Upstream, UpstreamSession, Wishes } from "../../domain/federation/upstream.ts";
import { UpstreamRefused } from "../../domain/federation/upstream.ts";
import { boundsOfMessages } from "../overfull-xml.ts";
import { metadataOf } from "./metadata.ts";
import { certificatePem, partyOf, signing } from "./party.ts";
import { parseXml } from "./xml.ts";

export { readResponse } from "./response.ts";

/** Where a browser is to go with an AuthnRequest (SAML 2.0 Core section 3.4.1). */
export async function begin(
  upstream: Upstream,
  { state, requestId }: AttemptSecrets,
  { prompt }: Wishes,
): Promise<string> {
  const { RequestSigningAlgorithm: algorithm } = upstream.details;
  const metadata = await metadataOf(upstream);
  const saml = await partyOf(upstream, metadata, {
    entryPoint: metadata.singleSignOnUrl,
    generateUniqueId: () => requestId,
    forceAuthn: prompt?.split(" ").includes("login") ?? false,
    ...(algorithm !== undefined && (await signing(upstream))),
  });
  return saml.getAuthorizeUrlAsync(state, undefined, {});
}

/** SAML 2.0 Core section 8.3.1: what a name is whose format nobody has told. */
const unspecified = "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified";

/**
 * Where a browser is to go with a LogoutRequest (section 3.7.1), which is signed. Undefined where the provider takes none
 * by redirect.
 */
export async function endSession(
  upstream: Upstream,
  { nameId, nameIdFormat = unspecified, sessionIndex }: UpstreamSession,
  { state, requestId }: AttemptSecrets,
): Promise<string | undefined> {
  const metadata = await metadataOf(upstream);
  const { singleSignOnUrl: entryPoint, singleLogoutUrl: logoutUrl } = metadata;
  if (logoutUrl === undefined) return undefined;
  const saml = await partyOf(upstream, metadata, {
    ...{ entryPoint, logoutUrl, generateUniqueId: () => requestId },
    ...(await signing(upstream)),
  });
  const user = { issuer: upstream.name, nameID: nameId, nameIDFormat: nameIdFormat };
  return saml.getLogoutUrlAsync({ ...user, ...(sessionIndex !== undefined && { sessionIndex }) }, state, {});
}

/** A LogoutResponse (section 3.7.2) must be signed, and answer our request. */
export async function readLogoutResponse(upstream: Upstream, response: string, requestId: string): Promise<void> {
  const invalid = (reason: string) => new UpstreamRefused("Invalid logout response", reason);
  // Nothing else is handed to the library, whose parser minds neither entities nor lengths.
  const root = parseXml(Buffer.from(response, "base64").toString(), boundsOfMessages);
  if (root?.localName !== "LogoutResponse") throw invalid("it is no response to a LogoutRequest");
  if (root.getAttribute("InResponseTo") !== requestId) throw invalid("it answers another request");
  const saml = await partyOf(upstream, await metadataOf(upstream));
  try {
    await saml.validatePostResponseAsync({ SAMLResponse: response });
  } catch (error) {
    throw invalid((error as Error).message);
  }
}

/** The pool's own metadata (SAML 2.0 Metadata, section 2.4.4), for the provider's side. */
export async function describeParty(upstream: Pick<Upstream, "poolId" | "base" | "keys">): Promise<string> {
  const { certificate } = await upstream.keys();
  const nobody = { certificates: [certificate], entityId: "" };
  const saml = await partyOf(upstream, nobody, await signing(upstream));
  return saml.generateServiceProviderMetadata(certificatePem(certificate), certificatePem(certificate));
}
