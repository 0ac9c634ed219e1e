import type { IdentityProviderTypeType } from "@aws-sdk/client-cognito-identity-provider";
import type { Document } from "../document/document.ts";
import type { StandIn } from "../stand-in/stand-in.ts";

/** The protocol that a provider speaks, or the social network that it is. */
export type ProviderType = IdentityProviderTypeType;

/** ProviderDetails: what a provider is reached by, in the API's keys. All values are text. */
export type ProviderDetails = Readonly<Record<string, string>>;

/** Somewhere else where a pool's people have an account and sign in with it. The document's id is its name. */
export type IdentityProvider = Document<{
  readonly type: ProviderType;
  /** As they were given; a `client_secret` and a `private_key` among them. */
  readonly details: ProviderDetails;
  /** What the provider's own documents, which the details name or hold, say beyond that. */
  readonly discovered: ProviderDetails;
  /** Claims of the provider by the pool's attributes; under `username`, the claim that tells its people apart. */
  readonly attributeMapping: Readonly<Record<string, string>>;
  /** The provider's ACR values by the pool's levels. */
  readonly acrMapping?: Readonly<Record<string, string>>;
  /** Further names by which an app may ask for the provider. Each stands once in the pool. */
  readonly idpIdentifiers: readonly string[];
  /** Poolhouse plays the provider itself. */
  readonly standIn?: StandIn;
}>;

/** An identifier, and the name of the provider it stands for: a document of its own, so that it stands once in the pool. */
export type IdpIdentifier = Document<{ readonly providerName: string }>;
