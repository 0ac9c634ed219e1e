import { CognitoError } from "../../errors.ts";

/**
 * What a refusal of OAuth is called: RFC 6749 (4.1.2.1, 5.2), RFC 6750 (3.1), RFC 7009 (2.2.1), RFC 7591 (3.2.2), OpenID
 * Connect Core (3.1.2.6).
 */
export type OAuthErrorCode =
  | "access_denied"
  | "invalid_client"
  | "invalid_client_metadata"
  | "invalid_grant"
  | "invalid_redirect_uri"
  | "invalid_request"
  | "invalid_scope"
  | "invalid_token"
  | "login_required"
  | "registration_not_supported"
  | "request_not_supported"
  | "request_uri_not_supported"
  | "server_error"
  | "temporarily_unavailable"
  | "unauthorized_client"
  | "unsupported_grant_type"
  | "unsupported_response_type"
  | "unsupported_token_type";

/**
 * A refusal in OAuth's words. `description` crosses the wire, where Cognito gives one; `reason`, the truth behind a
 * refusal that says little, goes to the log alone.
 */
export class OAuthError extends Error {
  override readonly name = "OAuthError";
  readonly code: OAuthErrorCode;
  readonly description: string | undefined;
  readonly reason: string | undefined;

  constructor(
    code: OAuthErrorCode,
    { description, reason }: { description?: string | undefined; reason?: string | undefined } = {},
  ) {
    super(description ?? code);
    this.code = code;
    this.description = description;
    this.reason = reason;
  }
}

/** Throws the refusal `code`; `reason` is for the log. */
export function refuse(code: OAuthErrorCode, reason?: string): never {
  throw new OAuthError(code, { reason });
}

/** Where the answer to an authorization request goes: a redirect URI that is the client's. */
export interface ReturnAddress {
  readonly redirectUri: string;
  readonly responseType: "code" | "token";
  readonly state: string | undefined;
}

/** A refusal that the app is told, at its redirect URI (RFC 6749 sections 4.1.2.1 and 4.2.2.1). */
export class AuthorizationRefused extends OAuthError {
  readonly to: ReturnAddress;

  constructor(to: ReturnAddress, code: OAuthErrorCode, told: { description?: string; reason?: string } = {}) {
    super(code, told);
    this.to = to;
  }
}

/**
 * A request that names no redirect URI that could be trusted: the person is told, on the page `/error`, and nobody is
 * redirected (RFC 6749 section 4.1.2.1). `error` is what the page shows, in Cognito's words.
 */
export class UntrustedRequest extends Error {
  override readonly name = "UntrustedRequest";
  readonly error: string;
  readonly clientId: string | undefined;

  constructor(error: string, clientId?: string) {
    super(error);
    this.error = error;
    this.clientId = clientId;
  }
}

/** Does `work`; what a pool's function refuses, the app is told. Throws OAuthError: invalid_grant. */
export async function inOAuthWords<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof CognitoError)) throw error;
    throw new OAuthError("invalid_grant", { description: error.message, reason: error.reason });
  }
}
