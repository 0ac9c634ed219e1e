import type { AuthorizationRefused, ReturnAddress } from "./oauth-error.ts";

/**
 * The redirect URI with an answer: in its query for a code (RFC 6749 section 4.1.2), in its fragment for tokens (4.2.2).
 * What the app registered stands as it is, character by character. `state` comes last, as in Cognito's.
 */
export function returnTo({ redirectUri, responseType, state }: ReturnAddress, answer: Record<string, string>): string {
  const added = new URLSearchParams({ ...answer, ...(state !== undefined && { state }) }).toString();
  if (responseType === "token") return `${redirectUri}#${added}`;
  return `${redirectUri}${redirectUri.includes("?") ? "&" : "?"}${added}`;
}

/** The same for a refusal (RFC 6749 sections 4.1.2.1 and 4.2.2.1). */
export const returnRefusal = ({ to, code, description }: AuthorizationRefused): string =>
  returnTo(to, { ...(description && { error_description: description }), error: code });
