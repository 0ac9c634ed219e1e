import { describe, expect, it } from "vitest";
import { sharedRead } from "../../src/store/shared-read.ts";

function slowRead() {
  const reads: PromiseWithResolvers<number>[] = [];
  const read = sharedRead(() => {
    const one = Promise.withResolvers<number>();
    reads.push(one);
    return one.promise;
  });
  return { read, reads };
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

describe("A shared read", () => {
  it("begins after each who shares it arrived, with one running and one waiting at most", async () => {
    const { read, reads } = slowRead();
    const first = read();
    const meanwhile = [read(), read(), read()];
    expect(reads).toHaveLength(1);
    reads[0]!.resolve(1);
    expect(await first).toBe(1);
    await settle();
    expect(reads).toHaveLength(2);
    const later = read();
    reads[1]!.resolve(2);
    expect(await Promise.all(meanwhile)).toEqual([2, 2, 2]);
    await settle();
    reads[2]!.resolve(3);
    expect(await later).toBe(3);
    expect(reads).toHaveLength(3);
  });

  it("begins at once when none is running", async () => {
    const { read, reads } = slowRead();
    for (const turn of [0, 1]) {
      const one = read();
      reads[turn]!.resolve(turn);
      expect(await one).toBe(turn);
    }
    expect(reads).toHaveLength(2);
  });

  it("that fails takes nobody along who came after it began", async () => {
    const { read, reads } = slowRead();
    const first = read();
    const second = read();
    reads[0]!.reject(new Error("no"));
    await expect(first).rejects.toThrow("no");
    await settle();
    reads[1]!.resolve(2);
    expect(await second).toBe(2);
  });

  it("runs alone even if someone comes just as it ends", async () => {
    let running = 0;
    let most = 0;
    const watched = sharedRead(async () => {
      most = Math.max(most, ++running);
      await settle();
      return --running;
    });
    await Promise.all(
      Array.from({ length: 50 }, async (_, turn) => {
        for (let hop = 0; hop < turn; hop++) await Promise.resolve();
        await watched().then(() => watched());
      }),
    );
    expect(most).toBe(1);
  });
});
