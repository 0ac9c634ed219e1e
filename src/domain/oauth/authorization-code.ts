import { hash } from "node:crypto";
import type { Document } from "../document/document.ts";
import type { Origin } from "../token/origin.ts";

/**
 * A person's sign-in that waits for the app to fetch its tokens (RFC 6749 section 4.1.2). The document's id is the SHA-256
 * of the code, in base64url: the code itself is kept nowhere. It stays until it expires, used or not, so that who uses it
 * a second time ends what came of it; or until the person is signed out everywhere.
 */
export type AuthorizationCode = Document<{
  readonly clientId: string;
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  readonly nonce?: string;
  readonly codeChallenge?: string;
  readonly resource?: string;
  /** The grant that comes of it, and the event that tokens name. */
  readonly grantId: string;
  /** ISO 8601. */
  readonly authTime: string;
  readonly acr?: string;
  readonly amr?: readonly string[];
  /** Of the person's browser. */
  readonly origin: Origin;
  /** The session of the pages that it came of. */
  readonly browserSessionId: string;
}>;

/** How long a code is good, in milliseconds (AWS: "Authorize endpoint"). */
export const codeLife = 5 * 60_000;

/** A code is random enough that a plain hash hides it. */
export const hashCode = (code: string): string => hash("sha256", code, "base64url");
