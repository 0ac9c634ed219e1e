import { createSecretKey } from "node:crypto";
import { describe, expect, it } from "vitest";
import { stableBytes } from "../../src/crypto/stable-bytes.ts";

describe("stableBytes", () => {
  const keyOf = (length: number, byte: number) => createSecretKey(Buffer.alloc(length, byte));
  const key = keyOf(32, 7);

  it("is the same for the same key and label, and for no other", () => {
    expect(stableBytes(key, "salt:alice", 16)).toEqual(stableBytes(key, "salt:alice", 16));
    expect(stableBytes(key, "salt:bob", 16)).not.toEqual(stableBytes(key, "salt:alice", 16));
    expect(stableBytes(keyOf(32, 8), "salt:alice", 16)).not.toEqual(stableBytes(key, "salt:alice", 16));
  });

  it("is HKDF of RFC 5869: test case 3", () => {
    const expected = "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8";
    expect(stableBytes(keyOf(22, 0x0b), "", 42).toString("hex")).toBe(expected);
  });
});
