import { hkdfSync, type KeyObject } from "node:crypto";

/**
 * `length` bytes (at most 8,160) that look random, yet are the same for the same key and label: the salt and the verifier
 * of a user who does not exist (RFC 5054 §2.5.1.3). HKDF-SHA256; without the key nobody can tell them from chance.
 */
export function stableBytes(key: KeyObject, label: string, length: number): Buffer {
  return Buffer.from(hkdfSync("sha256", key, "", label, length));
}

/** A UUID of version 4 (RFC 9562 §5.4), as every sub is, that is the same for the same key and label. */
export function stableUuid(key: KeyObject, label: string): string {
  const bytes = stableBytes(key, label, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x40, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
