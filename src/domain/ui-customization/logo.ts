import { fail } from "../../errors.ts";

/** An image for the top of the classic pages. */
export interface Logo {
  /** The file's extension. */
  readonly type: "png" | "jpg";
  readonly base64: string;
}

const mostBytes = 100 * 1024;

/** How the files of each type begin (PNG section 5.2, JFIF and Exif). */
const beginnings: Readonly<Record<Logo["type"], Buffer>> = {
  png: Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
  jpg: Buffer.from("\xff\xd8\xff", "latin1"),
};

/**
 * The logo in these bytes: PNG or JPEG, of 100 KB at most (AWS: "Customizing hosted UI (classic) branding"). Throws
 * InvalidParameterException.
 */
export function readLogo(base64: string): Logo {
  const bytes = Buffer.from(base64, "base64");
  if (bytes.length > mostBytes) fail("InvalidParameterException", "The image file must not be larger than 100 KB.");
  const types = Object.keys(beginnings) as Logo["type"][];
  const type = types.find((name) => bytes.subarray(0, beginnings[name].length).equals(beginnings[name]));
  return type ? { type, base64 } : fail("InvalidParameterException", "The image file must be a PNG or JPEG image.");
}
