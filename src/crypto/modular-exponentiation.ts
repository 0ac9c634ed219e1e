import { constants, createPublicKey, getDiffieHellman, publicEncrypt } from "node:crypto";
import { bytesOf, integerOf } from "./integer-bytes.ts";

/** The prime N of the 3072-bit MODP group, number 15 of RFC 3526 §4, in which Cognito's SRP reckons. */
export const modulus: bigint = integerOf(getDiffieHellman("modp15").getPrime());

/** N's length in bytes, and so of every member of the group. */
export const modulusLength = 384;

const base64url = (integer: bigint) => bytesOf(integer, modulusLength).toString("base64url");
const n = base64url(modulus);

/**
 * base^exponent mod N, with 0 < base < N and 0 < exponent < N, odd or even.
 *
 * RSA without padding is exactly this power, so the exponent poses as an RSA public key: OpenSSL takes 0.4 ms for 256 bits
 * where BigInt takes 3 to 10. It refuses such exponents for a modulus above 3,072 bits; N is just short enough. Its time
 * depends on the exponent, since it takes it for a public one: pass only secrets that are used once, or seldom.
 *
 * Throws RangeError for operands outside these bounds, and for a power of 1 or N - 1: such a power does not depend on the
 * secret, and no operand of an honest exchange leads to it.
 */
export function modularExponentiation(base: bigint, exponent: bigint): bigint {
  if (base <= 0n || base >= modulus) throw new RangeError("The base lies outside the group.");
  if (exponent <= 0n || exponent >= modulus) throw new RangeError("The exponent lies outside the group.");
  const key = createPublicKey({ key: { kty: "RSA", n, e: base64url(exponent) }, format: "jwk" });
  const padding = constants.RSA_NO_PADDING;
  const power = integerOf(publicEncrypt({ key, padding }, bytesOf(base, modulusLength)));
  if (power === 1n || power === modulus - 1n) throw new RangeError("The power is trivial.");
  return power;
}
