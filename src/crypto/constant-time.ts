import { hash, timingSafeEqual } from "node:crypto";

/** Comparisons of secrets whose time tells nothing about where, or whether, two values differ. */

/** Whether `a` and `b` hold the same bytes. Their digests are compared, because `timingSafeEqual` wants equal lengths. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return timingSafeEqual(hash("sha256", a, "buffer"), hash("sha256", b, "buffer"));
}

/** Whether `a` and `b` are the same text, as UTF-8. */
export function sameText(a: string, b: string): boolean {
  return sameBytes(Buffer.from(a), Buffer.from(b));
}
