/** What a SAML provider's metadata say of where people are sent, and of what comes back. */
export interface SamlMetadata {
  readonly singleSignOnUrl: string;
  readonly singleLogoutUrl?: string | undefined;
  /** What it calls itself. */
  readonly entityId: string;
  /** Those that it signs under, each DER in base64. */
  readonly certificates: readonly string[];
}

/** The documents by which providers describe themselves. */
export interface ProviderDocuments {
  /** What stands at `url`; undefined when nothing can be had from there in a few seconds. */
  fetch(url: string): Promise<string | undefined>;
  /** Undefined for what are no metadata of a SAML identity provider that takes requests by redirect. */
  readSamlMetadata(xml: string): Promise<SamlMetadata | undefined>;
}
