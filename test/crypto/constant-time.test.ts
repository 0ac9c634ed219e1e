import { describe, expect, it } from "vitest";
import { sameBytes, sameText } from "../../src/crypto/constant-time.ts";

describe("constant-time comparison", () => {
  it("finds equal texts equal", () => {
    expect(sameText("", "")).toBe(true);
    expect(sameText("pässword", "pässword")).toBe(true);
  });

  it.each([
    ["abc", "abd"],
    ["abc", "ab"],
    ["abc", ""],
    ["abc", "abc\0"],
    ["é", "e\u0301"],
  ])("tells %j from %j", (a, b) => {
    expect(sameText(a, b)).toBe(false);
    expect(sameText(b, a)).toBe(false);
  });

  it("compares the part of memory that it was given and nothing beside it", () => {
    const memory = Buffer.from("-secret-secret!");
    expect(sameBytes(memory.subarray(1, 7), memory.subarray(8, 14))).toBe(true);
    expect(sameBytes(memory.subarray(1, 7), memory.subarray(8, 15))).toBe(false);
  });
});
