import type { AssetCategoryType } from "@aws-sdk/client-cognito-identity-provider";
import type { Asset } from "../../../domain/branding/branding.ts";
import type { ManagedLook } from "../../../domain/branding/effective-branding.ts";

/** An image of a style: in light mode, and in dark mode where that is another one. Relative to the pages. */
export interface StyleImage {
  readonly light: string;
  readonly dark?: string;
}

/** Where the images of styles are served: `/hosted-ui/asset/<client>/<index>?v=<version>`. */
export const assetFolder = "hosted-ui/asset";

/** The style's image for a use, in the colour schemes that its pages have. Undefined where it brings none. */
export function styleImage(
  look: ManagedLook,
  category: AssetCategoryType,
  resourceId?: string,
): StyleImage | undefined {
  const candidates = look.assets.filter(
    ({ Category, ResourceId }) => Category === category && (resourceId === undefined || ResourceId === resourceId),
  );
  const inMode = (mode: "LIGHT" | "DARK"): Asset | undefined =>
    candidates.find(({ ColorMode }) => ColorMode === mode) ??
    candidates.find(({ ColorMode }) => ColorMode === "DYNAMIC") ??
    candidates[0];
  const [light, dark] = [inMode("LIGHT"), inMode("DARK")];
  if (!light || !dark) return undefined;
  const { colorSchemeMode } = look.style.categories.global;
  if (colorSchemeMode === "DARK") return { light: urlOf(look, dark) };
  if (colorSchemeMode === "LIGHT" || light === dark) return { light: urlOf(look, light) };
  return { light: urlOf(look, light), dark: urlOf(look, dark) };
}

const urlOf = ({ assets, clientId, changedAt }: ManagedLook, asset: Asset): string =>
  `${assetFolder}/${clientId}/${assets.indexOf(asset)}?v=${changedAt.getTime()}`;
