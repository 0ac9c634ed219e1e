import { createHash } from "node:crypto";

const longest = 256;

/**
 * A value as it is looked up. PostgreSQL's indexes hold 2.7 KB a row and attributes can be longer, so that of a long one
 * only the beginning and a hash of the whole are kept. It is still found by its beginning, as long as a filter of
 * ListUsers can be (256 characters), and no short value equals it.
 */
export function indexable(value: string): string {
  if (value.length <= longest) return value;
  return value.slice(0, longest) + createHash("sha256").update(value).digest("base64url");
}

/** Above every text that begins as this one does: U+10FFFF is no character. */
export const endOfPrefix = (prefix: string): string => `${prefix}\u{10FFFF}`;
