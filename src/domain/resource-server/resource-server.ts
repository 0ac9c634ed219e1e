import type { ResourceServerScopeType } from "@aws-sdk/client-cognito-identity-provider";
import type { Document } from "../document/document.ts";

/** An API that access tokens are for. The document's id is its identifier; a scope is `<identifier>/<scope name>`. */
export type ResourceServer = Document<{
  readonly name: string;
  readonly scopes?: readonly ResourceServerScopeType[];
}>;

/** How many a pool may have: the most to which AWS raises its quota of 25. */
export const mostResourceServers = 300;

/** The scopes of these servers, as clients and tokens name them. */
export const scopesOf = (servers: readonly ResourceServer[]): Set<string> =>
  new Set(servers.flatMap(({ id, content }) => (content.scopes ?? []).map(({ ScopeName }) => `${id}/${ScopeName}`)));
