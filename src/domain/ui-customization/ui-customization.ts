import type { UICustomizationType } from "@aws-sdk/client-cognito-identity-provider";
import type { Document } from "../document/document.ts";
import { timestampVersion } from "../timestamp-version.ts";
import type { Logo } from "./logo.ts";

/** How an app's classic pages look. The document's id is the client's, or `ALL` for those that have none of their own. */
export type UICustomization = Document<{
  readonly css?: string;
  readonly logo?: Logo;
}>;

export const allClients = "ALL";

/** Where the logo is served, below the public URL. */
export const logoPath = (poolId: string, clientId: string, { type }: Logo): string =>
  `/${poolId}/ui-customization/${clientId}/image.${type}`;

/** A customization as the API shows it (UICustomizationType). */
export const describeUICustomization = (
  { poolId, id, content, createdAt, modifiedAt }: UICustomization,
  publicUrl: string,
): UICustomizationType => ({
  UserPoolId: poolId,
  ClientId: id,
  ImageUrl: content.logo && `${publicUrl}${logoPath(poolId, id, content.logo)}`,
  CSS: content.css,
  CSSVersion: timestampVersion(modifiedAt),
  LastModifiedDate: modifiedAt,
  CreationDate: createdAt,
});
