import { createHmac, hash, hkdfSync } from "node:crypto";
import type { Random } from "../random.ts";
import { bytesOf, integerOf, signedBytesOf } from "./integer-bytes.ts";
import { modularExponentiation, modulus, modulusLength } from "./modular-exponentiation.ts";

/**
 * The server's side of Cognito's SRP-6a: RFC 5054 with SHA-256, the 3072-bit group, g = 2 and integers padded as Java pads
 * them. Names are RFC 5054's. The group name is the part of the pool id after `_`, or a device's group key; the user id
 * is USER_ID_FOR_SRP, or the device key.
 */

/** What the client sent, or what is stored for it, breaks the protocol. Holds no secret. */
export class SrpError extends Error {
  override readonly name = "SrpError";
}

export interface SrpIdentity {
  groupName: string;
  userId: string;
}

/** What the server keeps, in secret, between its two steps: A in 384 bytes, b and u in 32 each. */
export interface SrpState {
  A: Buffer;
  b: Buffer;
  u: Buffer;
}

const g = 2n;
/** Every A fits, bare or with Java's sign byte. */
const longestHex = (modulusLength + 1) * 2;

const sha256 = (...parts: Buffer[]) => hash("sha256", Buffer.concat(parts), "buffer");
const k = integerOf(sha256(signedBytesOf(modulus), signedBytesOf(g)));

/**
 * The verifier of a password, g^x mod N in 384 bytes. It is no better guarded than a fast hash of the password: seal it
 * at rest. `salt` is 16 random bytes.
 */
export function createVerifier(input: SrpIdentity & { password: string; salt: Buffer }): Buffer {
  const { groupName, userId, password, salt } = input;
  const inner = sha256(Buffer.from(`${groupName}${userId}:${password}`));
  const x = integerOf(sha256(signedBytesOf(integerOf(salt)), inner));
  return bytesOf(modularExponentiation(g, x), modulusLength);
}

/** SALT as it crosses the wire: without leading zeros, which some clients hash as they stand and others drop. */
export function saltHex(salt: Buffer): string {
  return integerOf(salt).toString(16);
}

/**
 * The first step: answers the client's `A` (SRP_A, hex) with `B` (SRP_B, hex), and gives the state for the second.
 *
 * Throws SrpError for an A that is no hex, too long, or 0 mod N, with which any password would do (RFC 5054 §2.5.4), and
 * for a verifier outside the group, which a device could have sent.
 */
export function challenge(input: { verifier: Buffer; A: string; random: Random }): { B: string; state: SrpState } {
  const A = parsePublicValue(input.A);
  const v = parseVerifier(input.verifier);
  const b = input.random.bytes(32);
  const B = (k * v + modularExponentiation(g, integerOf(b))) % modulus;
  const u = sha256(signedBytesOf(A), signedBytesOf(B));
  if (B === 0n || integerOf(u) === 0n) throw new SrpError("SRP came to a zero.");
  return { B: B.toString(16), state: { A: bytesOf(A, modulusLength), b, u } };
}

/**
 * The second step: the PASSWORD_CLAIM_SIGNATURE (32 bytes) of a client that knows the password, to be compared in constant
 * time. `secretBlock` is SECRET_BLOCK decoded, `timestamp` is TIMESTAMP as it was sent. Throws SrpError for a verifier
 * outside the group.
 */
export function expectedSignature(
  input: SrpIdentity & { state: SrpState; verifier: Buffer; secretBlock: Buffer; timestamp: string },
): Buffer {
  const { groupName, userId, state, secretBlock, timestamp } = input;
  const [A, b, u] = [integerOf(state.A), integerOf(state.b), integerOf(state.u)];
  const v = parseVerifier(input.verifier);
  const S = modularExponentiation((A * modularExponentiation(v, u)) % modulus, b);
  const key = hkdfSync("sha256", signedBytesOf(S), signedBytesOf(u), "Caldera Derived Key", 16);
  return createHmac("sha256", Buffer.from(key))
    .update(`${groupName}${userId}`)
    .update(secretBlock)
    .update(timestamp)
    .digest();
}

function parsePublicValue(hex: string): bigint {
  if (hex.length > longestHex || !/^[0-9a-f]+$/i.test(hex))
    throw new SrpError("A is no hex number of the group's length.");
  const A = BigInt(`0x${hex}`) % modulus;
  if (A === 0n) throw new SrpError("A is 0 modulo N.");
  return A;
}

/** Whether a verifier that a client sends, as a device does, can be reckoned with. */
export const isVerifier = (verifier: Buffer): boolean =>
  verifier.length <= modulusLength + 1 && inGroup(integerOf(verifier));

/** 1 and N - 1 are refused with the rest: anyone knows their powers. */
const inGroup = (v: bigint): boolean => v > 1n && v < modulus - 1n;

function parseVerifier(verifier: Buffer): bigint {
  const v = integerOf(verifier);
  if (!inGroup(v)) throw new SrpError("The verifier lies outside the group.");
  return v;
}
