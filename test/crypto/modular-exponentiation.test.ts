import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { modularExponentiation, modulus } from "../../src/crypto/modular-exponentiation.ts";

/** Square and multiply, in plain BigInt. */
function oracle(base: bigint, exponent: bigint): bigint {
  let power = 1n;
  let square = base % modulus;
  for (let bits = exponent; bits > 0n; bits >>= 1n) {
    if (bits & 1n) power = (power * square) % modulus;
    square = (square * square) % modulus;
  }
  return power;
}

const randomInteger = (length: number) => BigInt(`0x${randomBytes(length).toString("hex")}`);
const isTrivial = (power: bigint) => power === 1n || power === modulus - 1n;

describe("modular exponentiation", () => {
  it("reckons in group 15 of RFC 3526", () => {
    const hex = modulus.toString(16);
    expect(hex).toHaveLength(768);
    expect(hex).toMatch(/^f{16}c90fdaa22168c234c4c6628b80dc1cd1.*4b82d120a93ad2caf{16}$/);
  });

  it("agrees with BigInt on every edge, or refuses a trivial power", () => {
    const q = (modulus - 1n) / 2n;
    const bases = [1n, 2n, 3n, 255n, 256n, 1n << 2048n, q, modulus - 3n, modulus - 2n, modulus - 1n];
    const exponents = [1n, 2n, 3n, 4n, 65_536n, 65_537n, 1n << 64n, (1n << 64n) + 1n, 1n << 255n, (1n << 256n) - 1n];
    for (const base of bases) {
      for (const exponent of [...exponents, (1n << 256n) - 2n, q, modulus - 2n, modulus - 1n]) {
        const power = oracle(base, exponent);
        if (isTrivial(power)) expect(() => modularExponentiation(base, exponent)).toThrow("trivial");
        else expect(modularExponentiation(base, exponent)).toBe(power);
      }
    }
  });

  it("agrees with BigInt on random bases and exponents", () => {
    const base = fc.bigInt({ min: 2n, max: modulus - 2n });
    const exponent = fc.bigInt({ min: 1n, max: (1n << 256n) - 1n });
    const agrees = fc.property(base, exponent, (b, e) => modularExponentiation(b, e) === oracle(b, e));
    fc.assert(agrees, { numRuns: 50 });
  });

  it("agrees with BigInt on exponents of every length, odd and even", () => {
    for (const length of [1, 8, 9, 16, 32, 33, 64, 128, 383]) {
      const base = randomInteger(383) + 2n;
      const even = (randomInteger(length) << 1n) + 2n;
      expect(modularExponentiation(base, even)).toBe(oracle(base, even));
      expect(modularExponentiation(base, even + 1n)).toBe(oracle(base, even + 1n));
    }
  });

  it.each([0n, -1n, modulus, modulus + 1n, modulus * 2n, 1n << 4000n])(
    "refuses %d as base and as exponent",
    (operand) => {
      expect(() => modularExponentiation(operand, 2n)).toThrow(new RangeError("The base lies outside the group."));
      expect(() => modularExponentiation(2n, operand)).toThrow(new RangeError("The exponent lies outside the group."));
    },
  );
});
