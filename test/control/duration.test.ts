import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { durationMs } from "../../src/http/control/duration.ts";

describe("An ISO 8601 duration", () => {
  it.each([
    ["PT1H", 3_600_000],
    ["PT90M", 5_400_000],
    ["P1D", 86_400_000],
    ["P2W", 1_209_600_000],
    ["P1W2DT3H4M5S", 788_645_000],
    ["PT0.5S", 500],
    ["PT0,001S", 1],
    ["PT1.0004S", 1_000],
    ["PT0S", 0],
    ["-PT2H", -7_200_000],
    ["-P1DT0.5S", -86_400_500],
  ])("%s is %d milliseconds", (text, milliseconds) => {
    expect(durationMs(text)).toBe(milliseconds);
  });

  it.each([
    ...["", "P", "PT", "P1DT", "1H", "PT1", "PT1H ", "pt1h", "T1H", "PTH", "P1H", "PT1D", "PT1S1M"],
    ...["P1Y", "P1M", "P1Y2M3D", "-P1M", "-P", "--PT1H", "PT-1H", "+PT1H", "PT1.5H", "PT1e3S", "P١D", "3600"],
  ])("is not what %j is", (text) => {
    expect(durationMs(text)).toBeUndefined();
  });

  it("adds up to its parts, whatever they are", () => {
    const amount = fc.option(fc.nat(10_000), { nil: undefined });
    fc.assert(
      fc.property(amount, amount, amount, (days, hours, seconds) => {
        const time = `${hours === undefined ? "" : `${hours}H`}${seconds === undefined ? "" : `${seconds}S`}`;
        const text = `P${days === undefined ? "" : `${days}D`}${time && `T${time}`}`;
        const expected =
          text === "P" ? undefined : ((days ?? 0) * 86_400 + (hours ?? 0) * 3600 + (seconds ?? 0)) * 1000;
        return durationMs(text) === expected;
      }),
    );
  });
});
