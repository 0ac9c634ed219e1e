import { describe, expect, it } from "vitest";
import { compareAndSwap, contended, persist } from "../../src/store/contention.ts";

/** A clock that a test moves by the length of each attempt. */
function contentionWith({ attemptMs }: { attemptMs: number }) {
  let now = 0;
  const attempts: number[] = [];
  const pauses: number[] = [];
  return {
    attempts,
    pauses,
    parts: {
      clock: { machineNow: () => new Date(now) },
      random: {
        integer: (bound: number) => {
          pauses.push(bound);
          return 0;
        },
      },
    },
    attempt: async () => {
      attempts.push(now);
      now += attemptMs;
      return contended;
    },
  };
}

describe("A change that others are always faster than", () => {
  it("is given up after two seconds as too many requests", async () => {
    const { parts, attempt, attempts } = contentionWith({ attemptMs: 300 });
    await expect(persist(parts, attempt)).rejects.toMatchObject({ name: "TooManyRequestsException" });
    expect(attempts).toEqual([0, 300, 600, 900, 1200, 1500, 1800]);
  });

  it("is tried a second time, however long the first one took", async () => {
    const { parts, attempt, attempts } = contentionWith({ attemptMs: 5000 });
    await expect(persist(parts, attempt)).rejects.toMatchObject({ name: "TooManyRequestsException" });
    expect(attempts).toEqual([0, 5000]);
  });

  it("pauses for a length of chance, up to 50 ms, before it tries again", async () => {
    const { parts, attempt, pauses } = contentionWith({ attemptMs: 1000 });
    await expect(persist(parts, attempt)).rejects.toThrow();
    expect(pauses).toEqual([51]);
  });
});

describe("Compare-and-swap", () => {
  const { parts } = contentionWith({ attemptMs: 0 });

  it("makes the change anew from what the faster writer left", async () => {
    let row = { value: 1, version: 1 };
    let disturbances = 2;
    const result = await compareAndSwap(parts, {
      read: async () => row,
      change: (value: number) => value + 100,
      write: async (after, before) => {
        if (disturbances-- > 0) row = { value: row.value + 1, version: row.version + 1 };
        if (before.version !== row.version) return false;
        row = { value: after, version: before.version + 1 };
        return true;
      },
    });
    expect(result).toBe(103);
    expect(row).toEqual({ value: 103, version: 4 });
  });

  it("changes nothing where there is nothing, and nothing when the change refuses", async () => {
    const write = () => Promise.reject(new Error("must not write"));
    const missing = compareAndSwap(parts, { read: async () => undefined, change: (value: number) => value, write });
    expect(await missing).toBeUndefined();
    const refusing = compareAndSwap(parts, {
      read: async () => ({ value: 1, version: 1 }),
      change: (): number => {
        throw new Error("refused");
      },
      write,
    });
    await expect(refusing).rejects.toThrow("refused");
  });
});
