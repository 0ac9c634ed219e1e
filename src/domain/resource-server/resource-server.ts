import type { ResourceServerScopeType } from "@aws-sdk/client-cognito-identity-provider";
import type { Document } from "../document/document.ts";

/** An API that access tokens are for. The document's id is its identifier; a scope is `<identifier>/<scope name>`. */
export type ResourceServer = Document<{
  readonly name: string;
  readonly scopes: readonly ResourceServerScopeType[];
}>;
