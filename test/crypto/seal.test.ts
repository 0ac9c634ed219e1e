import { hkdfSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { createSealer, SealError } from "../../src/crypto/seal.ts";
import { machineRandom as random } from "../../src/random.ts";

const secret = "a secret of the service, 32 characters or more";
const sealer = createSealer(secret, random);
const context = "session:us-east-1_Poolhouse:client";

describe("sealing", () => {
  it.each([0, 1, 16, 448, 100_000])("gives %i bytes back, 29 bytes longer on the way", (length) => {
    const plaintext = random.bytes(length);
    const sealed = sealer.seal(plaintext, context);
    expect(sealed).toHaveLength(length + 29);
    expect(sealer.open(sealed, context)).toEqual(plaintext);
  });

  it("opens what another process sealed with the same secret, given as text or as bytes", () => {
    const sealed = sealer.seal(Buffer.from("seed"), context);
    expect(createSealer(Buffer.from(secret), random).open(sealed, context).toString()).toBe("seed");
  });

  it("never seals the same thing twice alike", () => {
    const sealed = Array.from({ length: 100 }, () => sealer.seal(Buffer.from("seed"), context).toString("hex"));
    expect(new Set(sealed).size).toBe(100);
  });

  it("does not open when any bit of any byte was flipped", () => {
    const sealed = sealer.seal(Buffer.from("the seed of a second factor"), context);
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      const altered = Buffer.from(sealed);
      altered[bit >> 3]! ^= 1 << (bit & 7);
      expect(() => sealer.open(altered, context)).toThrow(SealError);
    }
  });

  it("does not open when it was cut or lengthened", () => {
    const sealed = sealer.seal(Buffer.from("the seed of a second factor"), context);
    for (let length = 0; length < sealed.length; length++) {
      expect(() => sealer.open(sealed.subarray(0, length), context)).toThrow(SealError);
    }
    expect(() => sealer.open(Buffer.concat([sealed, Buffer.of(0)]), context)).toThrow(SealError);
  });

  it.each(["", "session:us-east-1_Poolhouse", `${context} `, "session:us-east-1_Other:client"])(
    "does not open in the context %j",
    (other) => {
      const sealed = sealer.seal(Buffer.from("seed"), context);
      expect(() => sealer.open(sealed, other)).toThrow(SealError);
    },
  );

  it("does not open under another secret", () => {
    const sealed = createSealer("another secret of the service", random).seal(Buffer.from("seed"), context);
    expect(() => sealer.open(sealed, context)).toThrow(SealError);
  });

  it("says nothing of the content or the reason when it refuses", () => {
    const sealed = sealer.seal(Buffer.from("seed"), context);
    const refusals = [sealed.subarray(1), Buffer.alloc(0), Buffer.alloc(40, 1)].map((altered) => {
      try {
        return sealer.open(altered, context).toString();
      } catch (error) {
        return (error as Error).message;
      }
    });
    expect(new Set(refusals)).toEqual(new Set([new SealError().message]));
  });
});

describe("derived keys", () => {
  const derived = (label: string) => sealer.derive(label).export();

  it("are HKDF-SHA256 (RFC 5869) under a label of their own", () => {
    const expected = Buffer.from(hkdfSync("sha256", secret, "", "poolhouse/1/derive/codes", 32));
    expect(derived("codes")).toEqual(expected);
    expect(derived("codes")).toEqual(expected);
    expect(derived("salts")).not.toEqual(expected);
  });

  it("cannot be made to give the sealing key", () => {
    const sealingKey = Buffer.from(hkdfSync("sha256", secret, "", "poolhouse/1/seal", 32));
    for (const label of ["", "seal", "../seal"]) expect(derived(label)).not.toEqual(sealingKey);
  });

  it("a fingerprint tells two secrets apart", () => {
    expect(sealer.fingerprint()).toMatch(/^[0-9a-f]{32}$/);
    expect(createSealer(secret, random).fingerprint()).toBe(sealer.fingerprint());
    expect(createSealer(`${secret}!`, random).fingerprint()).not.toBe(sealer.fingerprint());
  });

  it("a fingerprint is the beginning of no key", () => {
    const sealingKey = Buffer.from(hkdfSync("sha256", secret, "", "poolhouse/1/seal", 32));
    for (const key of [sealingKey, derived("fingerprint"), derived("")]) {
      expect(key.toString("hex").startsWith(sealer.fingerprint())).toBe(false);
    }
  });
});
