import { describe, expect, it } from "vitest";
import { judgeRisk } from "../../src/domain/risk/judge-risk.ts";

const now = new Date("2026-11-25T12:00:00Z");
const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000).toISOString();

const habits = (addresses: readonly (readonly [address: string, minutes: number])[]) => ({
  devices: [{ what: "laptop", at: minutesAgo(0) }],
  addresses: addresses.map(([what, minutes]) => ({ what, at: minutesAgo(minutes) })),
});
const canonical = (last: string) => `0:0:0:0:0:ffff:${last}`;
const home = canonical("c000:20a"); // 192.0.2.10
const [laptop, phone] = ["laptop", "phone"];

describe("A sign-in's risk", () => {
  it("is none for the first one, and for one that shows nothing", () => {
    expect(judgeRisk(undefined, { address: "192.0.2.10", device: phone }, now)).toBeUndefined();
    expect(judgeRisk(habits([]), {}, now)).toBeUndefined();
  });

  it("grows with a device and an address that are new", () => {
    const seen = habits([[home, 60]]);
    expect(judgeRisk(seen, { address: "192.0.2.10", device: laptop }, now)).toBeUndefined();
    expect(judgeRisk(seen, { address: "::ffff:192.0.2.10", device: laptop }, now)).toBeUndefined();
    expect(judgeRisk(seen, { address: "192.0.2.10", device: phone }, now)).toBe("Low");
    expect(judgeRisk(seen, { address: "203.0.113.1", device: laptop }, now)).toBe("Low");
    expect(judgeRisk(seen, { address: "203.0.113.1", device: phone }, now)).toBe("Medium");
  });

  it("grows with each network that was left less than ten minutes ago, but not within one", () => {
    const address = "203.0.113.1";
    expect(judgeRisk(habits([[home, 9]]), { address, device: laptop }, now)).toBe("Medium");
    expect(judgeRisk(habits([[home, 10]]), { address, device: laptop }, now)).toBe("Low");
    expect(judgeRisk(habits([[home, 9]]), { address, device: phone }, now)).toBe("High");
    const travelling = habits([
      [home, 9],
      ["2001:db8:0:0:0:0:0:1", 5],
      ["2001:db8:0:1:0:0:0:1", 4],
    ]);
    expect(judgeRisk(travelling, { address, device: laptop }, now)).toBe("High");
    expect(judgeRisk(habits([[home, 1]]), { address: "192.0.2.99", device: laptop }, now)).toBe("Low");
    expect(judgeRisk(habits([["2001:db8:0:0:0:0:0:1", 1]]), { address: "2001:db8:0:7::9", device: laptop }, now)).toBe(
      "Low",
    );
    expect(judgeRisk(habits([[home, 1]]), { address: "192.0.2.10", device: phone }, now)).toBe("Low");
  });

  it("takes what is no address for one of its own", () => {
    expect(judgeRisk(habits([["office", 1]]), { address: "office", device: laptop }, now)).toBeUndefined();
    expect(judgeRisk(habits([["office", 60]]), { address: "elsewhere", device: laptop }, now)).toBe("Low");
  });
});
