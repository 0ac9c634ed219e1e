import type { ProviderDetails, ProviderType } from "../identity-provider/identity-provider.ts";
import type { OAuthErrorCode } from "../oauth/oauth-error.ts";

/** An identity provider as whoever speaks with it needs it. */
export interface Upstream {
  readonly poolId: string;
  readonly name: string;
  readonly type: ProviderType;
  /** All that is known of how it is reached (`detailsOf`). Requests go to the hosts that stand in here, and no others. */
  readonly details: ProviderDetails;
  /** Its claims that the pool's attributes are mapped from. */
  readonly wanted: readonly string[];
  /** Where the pool's endpoints are (`https://<domain>`), without a slash at its end: people come back there. */
  readonly base: string;
  /** The machine's own time: others judge what is made for them by theirs. */
  readonly now: Date;
  /** What the pool signs its requests with, and what is encrypted for it. Both are DER in base64. */
  keys(): Promise<{ readonly certificate: string; readonly privateKey: string }>;
}

/** What is made up for one attempt to sign in, and what the answer must fit. */
export interface AttemptSecrets {
  /** Comes back beside the answer: `state` of OAuth 2.0, `RelayState` of SAML. */
  readonly state: string;
  /** OpenID Connect Core section 3.1.2.1. */
  readonly nonce: string;
  /** The ID of a SAML request. */
  readonly requestId: string;
}

/** What the app asks of the sign-in there. */
export interface Wishes {
  readonly loginHint?: string | undefined;
  /** `prompt` of OpenID Connect, as it is. */
  readonly prompt?: string | undefined;
  /** `acr_values` of OpenID Connect, in the provider's own names. */
  readonly acrValues?: string | undefined;
}

/** What a provider told of somebody, and proved. */
export interface Told {
  /** The provider's claims by name, as they came; its tokens among them under `id_token`, `access_token`, `refresh_token`. */
  readonly claims: Readonly<Record<string, unknown>>;
  /** The same by where they came from, as InboundFederation is told. */
  readonly sources:
    | { readonly tokenResponse: Claims; readonly idToken: Claims; readonly userInfo: Claims }
    | { readonly samlResponse: Claims };
  /** A SAML provider's own name of the person, which no claim holds. */
  readonly nameId?: string;
  /** The SAML entity that told it. */
  readonly issuer?: string;
  /** What a SAML provider needs to end its session. */
  readonly session?: UpstreamSession;
}

export type Claims = Readonly<Record<string, unknown>>;

/** Somebody's session at a SAML provider, for single logout (SAML 2.0 Core section 3.7.1). */
export interface UpstreamSession {
  readonly nameId: string;
  readonly nameIdFormat?: string;
  readonly sessionIndex?: string;
}

/** What a SAML message is that has proven to be one of the provider's, once: nobody may send it a second time. */
export interface Assertion extends Told {
  readonly assertionId: string;
  readonly goodUntil: Date;
}

/** The protocols of identity providers: people are sent there, and come back with an answer. */
export interface Federation {
  /** Where a browser is to go. Throws UpstreamRefused. */
  begin(upstream: Upstream, secrets: AttemptSecrets, wishes: Wishes): Promise<string>;
  /** What the answer to an authorization request (RFC 6749 section 4.1.2) comes to. Throws UpstreamRefused. */
  complete(upstream: Upstream, secrets: AttemptSecrets, answer: URLSearchParams): Promise<Told>;
  /**
   * What a SAML response (in base64) comes to; `requestId` is that of the request which it must answer, absent where nobody
   * asked. Throws UpstreamRefused.
   */
  readResponse(upstream: Upstream, response: string, requestId: string | undefined): Promise<Assertion>;
  /** Where a browser is to go so that the provider's session ends. Undefined where the provider ends none. */
  endSession(upstream: Upstream, session: UpstreamSession, secrets: AttemptSecrets): Promise<string | undefined>;
  /** Whether the provider's answer (in base64, by POST) to a LogoutRequest is its own. Throws UpstreamRefused. */
  readLogoutResponse(upstream: Upstream, response: string, requestId: string): Promise<void>;
  /** What the pool says of itself to SAML providers: a document of XML. */
  describeParty(upstream: Pick<Upstream, "poolId" | "base" | "keys">): Promise<string>;
}

/**
 * A provider refused, could not be reached, or answered with what cannot be trusted. The app is told `description`;
 * `reason`, the truth behind it, goes to the log alone.
 */
export class UpstreamRefused extends Error {
  override readonly name = "UpstreamRefused";
  readonly code: Extract<OAuthErrorCode, "access_denied" | "invalid_request" | "login_required" | "server_error">;
  readonly description: string;
  readonly reason: string;

  constructor(description: string, reason: string, code: UpstreamRefused["code"] = "invalid_request") {
    super(reason);
    this.code = code;
    this.description = description;
    this.reason = reason;
  }
}
