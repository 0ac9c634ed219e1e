/** Whose a document is, where it is not the whole pool's: it goes when they go. */
export type Owner = { readonly clientId: string } | { readonly sub: string };

/** The `sub` of the person whose a document is; undefined where it is nobody's, or there is none. */
export const subOf = (document: { readonly owner?: Owner } | undefined): string | undefined =>
  document?.owner && "sub" in document.owner ? document.owner.sub : undefined;

/**
 * What a pool keeps beside its settings and is only ever read whole: a resource server, an identity provider, a
 * device, a branding style. Its content is nobody's business but the rules' of its kind.
 */
export interface Document<Content> {
  readonly poolId: string;
  /** Unique within its kind and pool; lists are in its order. */
  readonly id: string;
  readonly owner?: Owner;
  /** What else stands once within its kind, in the whole service: a domain's name, a client and the name of its terms. */
  readonly uniqueKey?: string;
  /** JSON: times stand in it as text. */
  readonly content: Content;
  readonly createdAt: Date;
  readonly modifiedAt: Date;
  /** When it is of no more use, and swept away; whoever reads it looks at that. */
  readonly expiresAt?: Date;
}
