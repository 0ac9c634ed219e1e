import * as oauth from "oauth4webapi";
import { type Upstream, UpstreamRefused } from "../../domain/federation/upstream.ts";
import { OutboundRefused } from "../outbound.ts";

/** What a failed conversation with a provider is called. The texts are Cognito's where they are known. */
export function describeFailure({ name }: Upstream, error: unknown): UpstreamRefused {
  if (error instanceof oauth.AuthorizationResponseError) return ofAuthorization(error);
  if (error instanceof oauth.ResponseBodyError) return ofTokenEndpoint(name, error);
  if (error instanceof oauth.WWWAuthenticateChallengeError) return ofChallenge(name, error);
  if (error instanceof oauth.OperationProcessingError || error instanceof oauth.UnsupportedOperationError) {
    return ofContent(error);
  }
  if (error instanceof OutboundRefused) return new UpstreamRefused("Connection refused", error.message);
  if (isTimeout(error)) {
    return new UpstreamRefused("Timeout occurred in calling IdP token endpoint", `${name} did not answer in time`);
  }
  if (error instanceof TypeError || error instanceof SyntaxError) {
    const cause = error.cause instanceof Error ? error.cause.message : error.message;
    return new UpstreamRefused("Connection reset", `${name}: ${cause}`);
  }
  throw error;
}

const isTimeout = (error: unknown): error is DOMException =>
  error instanceof DOMException && error.name === "TimeoutError";

/** What `work` comes to; `text` is what it is called where an endpoint other than the token endpoint does not answer in time. */
export async function inTime<T>(text: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw isTimeout(error) ? new UpstreamRefused(text, error.message) : error;
  }
}

/** The person, or the provider, said no (RFC 6749 section 4.1.2.1). */
function ofAuthorization({ error, error_description: description }: oauth.AuthorizationResponseError): UpstreamRefused {
  const code = error === "access_denied" || error === "login_required" ? error : "invalid_request";
  return new UpstreamRefused(description ?? error, `the provider's answer is ${error}`, code);
}

const ofTokenEndpoint = (name: string, { status, error }: oauth.ResponseBodyError): UpstreamRefused =>
  new UpstreamRefused(`${name} Error - ${status} ${error}`, `${name}'s token endpoint answers ${error}`);

/** A challenge by HTTP Basic comes from a token endpoint, one for a bearer from userInfo. */
function ofChallenge(
  name: string,
  { status, cause: challenges }: oauth.WWWAuthenticateChallengeError,
): UpstreamRefused {
  const wantsBasic = challenges.some(({ scheme }) => scheme === "basic");
  if (!wantsBasic) return new UpstreamRefused(`${name} Error - ${status}`, `${name} refuses its own access token`);
  const reason = `${name} wants the client's secret by HTTP Basic; AWS sends it in the body alone (client_secret_post) and fails, too`;
  return new UpstreamRefused(`${name} Error - ${status} invalid_client`, reason);
}

/** What came is not what the protocol says: of another issuer, for another client, not of this attempt, or too old. */
function ofContent(error: oauth.OperationProcessingError | oauth.UnsupportedOperationError): UpstreamRefused {
  const cause = error.cause as { claim?: string; claims?: { iss?: string }; reason?: string } | undefined;
  const reason = [error.message, cause?.claim, cause?.reason].filter(Boolean).join(": ");
  if (cause?.claim === "iss") return new UpstreamRefused(`Bad id_token issuer ${cause.claims?.iss}`, reason);
  return new UpstreamRefused("Invalid id_token", reason);
}
