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

const endOfTurn = () => new Promise((resolve) => setImmediate(resolve));

describe("A shared read", () => {
  it("begins after each who shares it came", async () => {
    const { read, reads } = slowRead();
    const together = [read(), read()];
    await Promise.resolve();
    together.push(read());
    expect(reads).toHaveLength(0);
    await endOfTurn();
    expect(reads).toHaveLength(1);
    reads[0]!.resolve(1);
    expect(await Promise.all(together)).toEqual([1, 1, 1]);
  });

  it("is not shared by who comes once it has begun", async () => {
    const { read, reads } = slowRead();
    const first = read();
    await endOfTurn();
    const second = read();
    await endOfTurn();
    expect(reads).toHaveLength(2);
    reads[1]!.resolve(2);
    reads[0]!.resolve(1);
    expect(await Promise.all([first, second])).toEqual([1, 2]);
  });

  it("that fails takes nobody along who came after it began", async () => {
    const { read, reads } = slowRead();
    const first = read();
    await endOfTurn();
    const second = read();
    reads[0]!.reject(new Error("no"));
    await expect(first).rejects.toThrow("no");
    await endOfTurn();
    reads[1]!.resolve(2);
    expect(await second).toBe(2);
  });
});
