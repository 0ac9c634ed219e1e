import type { Document } from "../document/document.ts";

/**
 * A browser that was sent to a SAML provider to end its session there. The document's id is the SHA-256 of the RelayState
 * that went along.
 */
export type FederationLogout = Document<{
  readonly providerName: string;
  readonly requestId: string;
  readonly base: string;
  /** Where it goes in the end: a sign-out URL of the app, which was checked. */
  readonly location: string;
}>;
