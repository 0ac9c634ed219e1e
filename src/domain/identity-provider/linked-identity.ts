import { hash } from "node:crypto";
import type { Document } from "../document/document.ts";

/** The attribute name that stands for a provider's own id of a person. */
export const subjectAttribute = "Cognito_Subject";

/** What a provider tells apart one of its people by: its id of them, or the value of a mapped attribute. */
export interface ProviderIdentity {
  readonly providerName: string;
  /** `Cognito_Subject`, or an attribute of the pool that the provider's claims are mapped to. */
  readonly attributeName: string;
  readonly value: string;
}

/** Whose account at a provider is whose here: a document of its owner, so that it leads to one user of its pool. */
export type LinkedIdentity = Document<ProviderIdentity>;

/** A hash, because a value may be longer than what a database looks up. */
export const linkedIdentityId = ({ providerName, attributeName, value }: ProviderIdentity): string =>
  hash("sha256", JSON.stringify([providerName, attributeName, value]), "base64url");
