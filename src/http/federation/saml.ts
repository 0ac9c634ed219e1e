import type { Context } from "hono";
import { upstreamSessionEnded } from "../../domain/federation/end-upstream-session.ts";
import { receiveSamlResponse } from "../../domain/federation/receive-saml-response.ts";
import { UntrustedRequest } from "../../domain/oauth/oauth-error.ts";
import { findSigningCertificate } from "../../domain/pool/find-signing-certificate.ts";
import { answerCompleted, redirect } from "../oauth/authorization.ts";
import type { PoolEnv } from "../oauth/place.ts";
import { originOf } from "../origin.ts";
import { longestAnswer, readAnswer } from "./idp-response.ts";

/** A response of a hundred thousand characters, encrypted and in base64. */
const longestResponse = 512 * 1024;

/** `POST /saml2/idpresponse`: a provider's response (SAML 2.0 Bindings section 3.5). */
export async function samlResponse(c: Context<PoolEnv>): Promise<Response> {
  const { services, place } = c.var;
  const posted = answerIn(await readAnswer(c, longestResponse));
  const received = await receiveSamlResponse(services, {
    asked: place,
    base: place.url,
    ...posted,
    origin: originOf(c),
  });
  if (!("state" in received)) return answerCompleted(c, received);
  return redirect(c, `${place.path}/saml2/idpresponse?${new URLSearchParams(received)}`, 303);
}

/**
 * `POST /saml2/logout`: a provider's answer to a LogoutRequest. A request of its own it cannot make: as at AWS, single logout
 * begins at the pool.
 */
export async function samlLogout(c: Context<PoolEnv>): Promise<Response> {
  const { services, place } = c.var;
  const form = await readAnswer(c, longestResponse);
  if (form.has("SAMLRequest")) throw new UntrustedRequest("Single logout begins at the user pool.");
  return redirect(c, await upstreamSessionEnded(services, place.pool, answerIn(form)));
}

/** Throws UntrustedRequest. */
function answerIn(form: URLSearchParams): { response: string; relayState: string } {
  const relayState = form.get("RelayState") ?? "";
  if (relayState.length > longestAnswer) throw new UntrustedRequest("Invalid state");
  return { response: form.get("SAMLResponse") ?? "", relayState };
}

/** `GET /saml2/metadata`: what the pool says of itself, for the provider's side. */
export async function samlMetadata(c: Context<PoolEnv>): Promise<Response> {
  const { services, place } = c.var;
  const keys = () => findSigningCertificate(services, place.pool);
  const xml = await services.federation.describeParty({ poolId: place.pool.id, base: place.url, keys });
  return c.body(xml, 200, { "Content-Type": "application/samlmetadata+xml" });
}
