import type { CustomDomainConfigType, RoutingType } from "@aws-sdk/client-cognito-identity-provider";
import type { Document } from "../document/document.ts";

/**
 * Where a pool's OAuth endpoints and pages answer: a prefix of the service's own domain, or a domain of one's own. A
 * pool has one of each at most, so the kind is the document's id. Its unique key is its name, which stands once in the
 * service: prefixes have no dots and custom domains do, so neither is ever taken for the other.
 */
export type PoolDomain = Document<{
  readonly name: string;
  /** 1: the classic pages; 2: managed login. */
  readonly managedLoginVersion: 1 | 2;
  readonly customDomainConfig?: CustomDomainConfigType;
  readonly routing?: RoutingType;
}>;

export type DomainKind = "prefix" | "custom";

export const isCustom = ({ id }: Pick<PoolDomain, "id">): boolean => id === ("custom" satisfies DomainKind);
