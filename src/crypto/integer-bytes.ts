/** Non-negative integers as bytes, most significant first, and as the hex text of the wire. */

/** The integer that `bytes` write; no bytes write 0. */
export function integerOf(bytes: Buffer): bigint {
  return BigInt(`0x0${bytes.toString("hex")}`);
}

/** `integer` in exactly `length` bytes, padded with zeros in front. Throws RangeError when it does not fit. */
export function bytesOf(integer: bigint, length: number): Buffer {
  const hex = integer.toString(16);
  if (integer < 0n || hex.length > length * 2) throw new RangeError(`The integer does not fit in ${length} bytes.`);
  return Buffer.from(hex.padStart(length * 2, "0"), "hex");
}

/** `integer` in as few bytes as Java's `BigInteger.toByteArray()` takes: one more than its own when its top bit is set. */
export function signedBytesOf(integer: bigint): Buffer {
  const bits = integer.toString(2).length;
  return bytesOf(integer, Math.floor(bits / 8) + 1);
}
