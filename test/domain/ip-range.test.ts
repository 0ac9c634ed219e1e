import { describe, expect, it } from "vitest";
import { isRange, isWithin } from "../../src/domain/risk/ip-range.ts";

describe("A range of addresses", () => {
  it.each([
    ["192.0.2.7", "192.0.2.0/24"],
    ["192.0.2.7", "192.0.2.7/32"],
    ["203.0.113.9", "0.0.0.0/0"],
    ["::ffff:192.0.2.7", "192.0.2.0/24"],
    ["2001:db8::1", "2001:db8::/32"],
    ["2001:DB8:0:0:0:0:0:1", "2001:db8::1/128"],
    ["::1", "::/0"],
  ])("has %s within %s", (address, range) => {
    expect(isWithin(address, ["198.51.100.0/24", range])).toBe(true);
  });

  it.each([
    ["192.0.3.7", "192.0.2.0/24"],
    ["2001:db9::1", "2001:db8::/32"],
    ["not an address", "0.0.0.0/0"],
    ["", "::/0"],
  ])("has %j not within %s", (address, range) => {
    expect(isWithin(address, [range])).toBe(false);
  });

  it.each(["192.0.2.0", "192.0.2.0/33", "192.0.2.256/24", "192.0.2/24", "::/129", "1::2::3/64", "/24", "a/8", ":/8"])(
    "is not %j",
    (text) => {
      expect(isRange(text)).toBe(false);
    },
  );
});
