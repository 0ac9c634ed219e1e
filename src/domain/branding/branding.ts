import type { AssetType } from "@aws-sdk/client-cognito-identity-provider";
import type { Document } from "../document/document.ts";

/** JSON that a style says of its settings: a part of `Style`. */
export type Settings = Readonly<Record<string, unknown>>;

/** An image of a style. */
export type Asset = Readonly<Omit<AssetType, "Bytes">> & {
  /** Base64. */
  readonly Bytes?: string;
};

/** How an app's managed login looks. The client is the document's owner and its unique key: it has one style. */
export type Branding = Document<{
  readonly clientId: string;
  readonly useCognitoProvidedValues: boolean;
  /** What differs from Cognito's style; none when Cognito's values are used. */
  readonly settings?: Settings;
  readonly assets: readonly Asset[];
}>;
