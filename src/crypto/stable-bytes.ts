import { hkdfSync } from "node:crypto";

/**
 * `length` bytes (at most 8,160) that look random, yet are the same for the same key and label: the salt and the verifier
 * of a user who does not exist (RFC 5054 §2.5.1.3). HKDF-SHA256; without the key nobody can tell them from chance.
 */
export function stableBytes(key: Buffer, label: string, length: number): Buffer {
  return Buffer.from(hkdfSync("sha256", key, "", label, length));
}
