/**
 * SAML 2.0 as a service provider: requests by HTTP-Redirect, responses by HTTP-POST, single logout and the pool's own
 * metadata. `node-saml` makes and checks the messages; what it leaves to its caller, `response.ts` checks.
 */
import type { AttemptSecrets, Upstream, UpstreamSession, Wishes } from "../../domain/federation/upstream.ts";
import { UpstreamRefused } from "../../domain/federation/upstream.ts";
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
  const { SSORedirectBindingURI: entryPoint, RequestSigningAlgorithm: algorithm } = upstream.details;
  const saml = await partyOf(upstream, await metadataOf(upstream), {
    ...(entryPoint !== undefined && { entryPoint }),
    generateUniqueId: () => requestId,
    forceAuthn: prompt?.split(" ").includes("login") ?? false,
    ...(algorithm !== undefined && (await signing(upstream))),
  });
  return saml.getAuthorizeUrlAsync(state, undefined, {});
}

/** Where a browser is to go with a LogoutRequest (section 3.7.1), which is signed. */
export async function endSession(
  upstream: Upstream,
  { nameId, nameIdFormat = "", sessionIndex }: UpstreamSession,
  { state, requestId }: AttemptSecrets,
): Promise<string> {
  const { SSORedirectBindingURI: entryPoint = "", SLORedirectBindingURI: logoutUrl = "" } = upstream.details;
  const saml = await partyOf(upstream, await metadataOf(upstream), {
    ...{ entryPoint, logoutUrl, generateUniqueId: () => requestId },
    ...(await signing(upstream)),
  });
  const user = { issuer: upstream.name, nameID: nameId, nameIDFormat: nameIdFormat };
  return saml.getLogoutUrlAsync({ ...user, ...(sessionIndex !== undefined && { sessionIndex }) }, state, {});
}

/** A LogoutResponse (section 3.7.2) must be signed, and answer our request. */
export async function readLogoutResponse(upstream: Upstream, response: string, requestId: string): Promise<void> {
  const root = parseXml(Buffer.from(response, "base64").toString());
  const saml = await partyOf(upstream, await metadataOf(upstream));
  try {
    const { loggedOut } = await saml.validatePostResponseAsync({ SAMLResponse: response });
    if (loggedOut && root?.getAttribute("InResponseTo") === requestId) return;
  } catch (error) {
    throw new UpstreamRefused("Invalid logout response", (error as Error).message);
  }
  throw new UpstreamRefused("Invalid logout response", "it answers another request");
}

/** The pool's own metadata (SAML 2.0 Metadata, section 2.4.4), for the provider's side. */
export async function describeParty(upstream: Pick<Upstream, "poolId" | "base" | "keys">): Promise<string> {
  const { certificate } = await upstream.keys();
  const nobody = { certificates: [certificate], entityId: "" };
  const saml = await partyOf(upstream, nobody, await signing(upstream));
  return saml.generateServiceProviderMetadata(certificatePem(certificate), certificatePem(certificate));
}
