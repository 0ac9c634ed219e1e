import { describe, expect, it } from "vitest";
import { cached } from "../../src/store/cached.ts";
import type { Connection } from "../../src/store/connection.ts";

/** A cache over reads that end when the test says so. */
function cacheOver(read: (id: string) => Promise<string | undefined>) {
  const connection = { inTransaction: false };
  const state = { current: { epoch: 1, clockOffsetMs: 0 } };
  const reads: string[] = [];
  const get = cached(
    (id) => {
      reads.push(id);
      return read(id);
    },
    { connection: connection as Connection, state },
  );
  const moveEpoch = () => {
    state.current = { ...state.current, epoch: state.current.epoch + 1 };
  };
  return { get, reads, connection, moveEpoch };
}

describe("The cache of what changes seldom", () => {
  it("reads once as long as the epoch stands, and again when it has moved", async () => {
    const { get, reads, moveEpoch } = cacheOver(async (id) => `value of ${id}`);
    expect([await get("a"), await get("a")]).toEqual(["value of a", "value of a"]);
    expect(reads).toEqual(["a"]);
    moveEpoch();
    await get("a");
    expect(reads).toEqual(["a", "a"]);
  });

  it("does not keep a value under a newer epoch than the one under which it was read", async () => {
    const first = Promise.withResolvers<string>();
    const answers = [first.promise, Promise.resolve("another"), Promise.resolve("new")];
    const { get, moveEpoch } = cacheOver(async () => answers.shift());
    const early = get("a");
    moveEpoch();
    expect(await get("b")).toBe("another");
    first.resolve("old");
    expect(await early).toBe("old");
    expect(await get("a")).toBe("new");
  });

  it("does not remember that there was nothing", async () => {
    const { get, reads } = cacheOver(async () => undefined);
    expect([await get("a"), await get("a")]).toEqual([undefined, undefined]);
    expect(reads).toHaveLength(2);
  });

  it("neither answers nor learns within a transaction", async () => {
    const { get, reads, connection } = cacheOver(async () => `read ${reads.length}`);
    connection.inTransaction = true;
    expect([await get("a"), await get("a")]).toEqual(["read 1", "read 2"]);
    connection.inTransaction = false;
    expect([await get("a"), await get("a")]).toEqual(["read 3", "read 3"]);
  });

  it("keeps a thousand, and lets go of the one that was not asked for longest", async () => {
    const { get, reads } = cacheOver(async (id) => id);
    for (let n = 0; n < 1000; n++) await get(`${n}`);
    await get("0");
    await get("one more");
    expect(reads).toHaveLength(1001);
    await get("0");
    expect(reads).toHaveLength(1001);
    await get("1");
    expect(reads).toHaveLength(1002);
  });
});
