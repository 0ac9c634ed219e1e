import { describe, expect, it } from "vitest";
import { deviceType } from "../../src/domain/token/device-type.ts";

describe("A device's type", () => {
  it.each([
    [
      "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/125.0.0.0 Safari/537.36",
      "Chrome 125 / macOS 10.15.7",
    ],
    [
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/125.0.0.0 Safari/537.36",
      "Chrome 125 / Windows 10",
    ],
    [
      "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1",
      "Safari 17 / iOS 17.5",
    ],
    ["Mozilla/5.0 (X11; Linux x86_64; rv:126.0) Gecko/20100101 Firefox/126.0", "Firefox 126 / Linux"],
    ["MyShop/12.4", "MyShop 12"],
    ["<script>", "unknown"],
    ["", "unknown"],
    [undefined, "unknown"],
  ])("of %j is %j", (userAgent, type) => {
    expect(deviceType(userAgent)).toBe(type);
  });

  it("costs no more for a user agent that is made to be long", () => {
    for (const part of ["Mozilla/", "a", "(((", "Chrome/1.1 ", "; "]) {
      const begin = performance.now();
      expect(deviceType(part.repeat(20_000)).length).toBeLessThanOrEqual(1024);
      expect(performance.now() - begin).toBeLessThan(100);
    }
  });
});
