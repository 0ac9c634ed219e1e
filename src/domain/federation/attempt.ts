import { hash } from "node:crypto";
import type { Document } from "../document/document.ts";
import type { AttemptSecrets, Told } from "./upstream.ts";

/**
 * A browser that was sent to an identity provider and has not come back. The document's id is the SHA-256 of the `state`
 * that went along: the state itself is kept nowhere. Whoever comes back with it deletes it, so that it is used once.
 */
export type FederationAttempt = Document<{
  readonly providerName: string;
  /** The authorization request, to be read afresh. */
  readonly query: string;
  /** The SHA-256 of what the browser's cookie holds: nobody else's browser may come back in its place (RFC 9700, 4.7). */
  readonly browser: string;
  readonly nonce: AttemptSecrets["nonce"];
  readonly requestId: AttemptSecrets["requestId"];
  /** Where the pool's endpoints were when the browser left: the provider compares it with what it was told then. */
  readonly base: string;
  /** What a response that came by POST, where the browser sends no cookie along, has proven already. */
  readonly told?: Told;
}>;

/** How long somebody may take at the provider, in milliseconds (AWS: "OIDC user pool IdP authentication flow"). */
export const attemptLife = 5 * 60_000;

/** States and cookies are random enough that a plain hash hides them. */
export const hashState = (text: string): string => hash("sha256", text, "base64url");
