import { fail } from "../../errors.ts";
import type { Asset } from "./branding.ts";

/**
 * Holds images to what their place on the pages takes. Throws InvalidParameterException that names each one at fault, in
 * the frame of AWS's message; of the sentences in it AWS's own are those about dimensions, the others are not on record.
 */
export function checkAssets(assets: readonly Asset[]): void {
  const violations = assets.flatMap((asset) => {
    const error = wrongExtension(asset) ?? wrongBytes(asset);
    if (error === undefined) return [];
    const { Category, Extension, ColorMode } = asset;
    return [`{category: ${Category}, extension: ${Extension}, colorMode: ${ColorMode}, errorMessage: "${error}"}`];
  });
  if (violations.length === 0) return;
  fail("InvalidParameterException", `Invalid assets provided. Validation errors: [${violations.join(", ")}]`);
}

/** A favicon's category names its extension; of the others a provider's icon alone may be an ICO. */
function wrongExtension({ Category, Extension }: Asset): string | undefined {
  const icon = /^FAVICON_(.*)$/.exec(Category ?? "")?.[1];
  if (icon && icon !== Extension)
    return `Invalid file extension. Assets of category ${Category} must be ${icon} files.`;
  const takesIco = icon !== undefined || Category === "IDP_BUTTON_ICON";
  if (Extension === "ICO" && !takesIco) {
    return `Invalid file extension. Assets of category ${Category} must not be ICO files.`;
  }
  return undefined;
}

function wrongBytes({ Category, Extension, Bytes }: Asset): string | undefined {
  if (!Bytes) return "The file is empty.";
  const size = Extension === "PNG" && Category?.endsWith("_LOGO") ? pngSize(Buffer.from(Bytes, "base64")) : undefined;
  if (!size || (size.height <= size.width && size.width <= 4 * size.height)) return undefined;
  const detected = `Detected width: ${size.width}.0; height: ${size.height}.0`;
  return `Invalid file dimension. Assets of SubType LOGO must have a width:height ratio between 1:1 and 4:1. ${detected}`;
}

const pngBeginning = Buffer.from("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "latin1");

/** The size that a PNG's first chunk tells (PNG, sections 5.2 and 11.2.1). */
function pngSize(bytes: Buffer): { readonly width: number; readonly height: number } | undefined {
  const at = pngBeginning.length;
  if (bytes.length < at + 8 || !bytes.subarray(0, at).equals(pngBeginning)) return undefined;
  return { width: bytes.readUInt32BE(at), height: bytes.readUInt32BE(at + 4) };
}
