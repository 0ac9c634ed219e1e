import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { describe, expect, it, vi } from "vitest";
import { keyReserve } from "../../src/crypto/key-reserve.ts";

/** Time enough to make a key too many: keys take no time here. */
const settle = () => new Promise((resolve) => setTimeout(resolve, 20));

/** Makes the numbers 1, 2, 3 … */
function counter() {
  let made = 0;
  return vi.fn(async () => ++made);
}

describe("key reserve", () => {
  it("makes nothing until it is asked", async () => {
    const generate = counter();
    keyReserve(3, generate);
    await settle();
    expect(generate).not.toHaveBeenCalled();
  });

  it("fills when it is told to warm, once", async () => {
    const generate = counter();
    const reserve = keyReserve(3, generate);
    reserve.warm();
    reserve.warm();
    await vi.waitFor(() => expect(generate).toHaveBeenCalledTimes(3));
    reserve.warm();
    await settle();
    expect(generate).toHaveBeenCalledTimes(3);
  });

  it("gives the keys it has, the oldest first, and makes up for them", async () => {
    const generate = counter();
    const reserve = keyReserve(2, generate);
    reserve.warm();
    await vi.waitFor(() => expect(generate).toHaveBeenCalledTimes(2));
    expect([await reserve.take(), await reserve.take()]).toEqual([1, 2]);
    await vi.waitFor(() => expect(generate).toHaveBeenCalledTimes(4));
  });

  it("gives a key of its own to everyone, even when it is empty", async () => {
    const reserve = keyReserve(1, counter());
    const keys = await Promise.all([reserve.take(), reserve.take(), reserve.take()]);
    expect(new Set(keys).size).toBe(3);
  });

  it("makes keys for the reserve one at a time, but for the two that it begins with", async () => {
    let running = 0;
    let most = 0;
    const generate = vi.fn(async () => {
      most = Math.max(most, ++running);
      await settle();
      return running--;
    });
    keyReserve(5, generate).warm();
    await vi.waitFor(() => expect(generate).toHaveBeenCalledTimes(5));
    expect(most).toBe(2);
  });

  it("makes no more once it is stopped", async () => {
    const generate = counter();
    const reserve = keyReserve(1000, generate);
    reserve.warm();
    await vi.waitFor(() => expect(generate).toHaveBeenCalled());
    reserve.stop();
    const made = generate.mock.calls.length;
    await settle();
    expect(generate.mock.calls.length).toBeLessThanOrEqual(made + 1);
  });

  it("lets a key that is asked for go before those that it makes ahead", async () => {
    const generate = counter();
    const reserve = keyReserve(3, generate, 60_000);
    expect(await reserve.take()).toBe(1);
    await settle();
    expect(generate).toHaveBeenCalledTimes(1);
    reserve.stop();
  });

  it("throws when a key cannot be made, and works again when it can", async () => {
    const generate = counter()
      .mockRejectedValueOnce(new Error("no entropy"))
      .mockRejectedValueOnce(new Error("no entropy"));
    const reserve = keyReserve(1, generate);
    reserve.warm();
    await vi.waitFor(() => expect(generate).toHaveBeenCalledTimes(1));
    await expect(reserve.take()).rejects.toThrow("no entropy");
    expect(await reserve.take()).toBe(1);
    await vi.waitFor(() => expect(generate).toHaveBeenCalledTimes(4));
  });

  it("does not keep a process that is done from exiting", async () => {
    const source = `
      import { keyReserve } from "./src/crypto/key-reserve.ts";
      import { generateSigningKey } from "./src/crypto/signing-key.ts";
      import { machineRandom } from "./src/random.ts";
      let made = 0;
      process.on("exit", () => console.log(made));
      keyReserve(1000, () => { made++; return generateSigningKey(machineRandom); }).warm();`;
    const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "--eval", source]);
    expect(Number(stdout)).toBeLessThan(10);
  });
});
