import { expect, it } from "vitest";
import { machineRandom } from "../../src/random.ts";
import { at, later } from "./examples.ts";
import { onEveryDatabase } from "./instances.ts";

onEveryDatabase("What can be used once", ({ database, other }) => {
  const { spent } = database;
  const newId = () => machineRandom.uuid();
  const twentyTimes = <T>(work: (store: typeof spent) => Promise<T>) =>
    Promise.all(Array.from({ length: 20 }, (_, turn) => work([database, other][turn % 2]!.spent)));

  it("is spent once", async () => {
    const id = newId();
    expect(await spent.spend(id, at)).toBe(true);
    expect(await spent.spend(id, at)).toBe(false);
    expect(await spent.spend(newId(), at)).toBe(true);
  });

  it("is spent once when twenty come at once, on two instances", async () => {
    const id = newId();
    expect((await twentyTimes((store) => store.spend(id, at))).filter(Boolean)).toHaveLength(1);
  });

  it("keeps what belongs to it, spent or not, until it is swept", async () => {
    const [id, bare] = [newId(), newId()];
    const state = Buffer.from([0, 255, 7]);
    await spent.keepState(id, at, state);
    expect(await other.spent.stateOf(id)).toEqual(state);
    expect(await spent.isSpent(id)).toBe(false);
    expect(await spent.spend(id, at)).toBe(true);
    expect(await spent.stateOf(id)).toEqual(state);
    await spent.spend(bare, at);
    expect(await spent.stateOf(bare)).toBeUndefined();
    await spent.sweep(later(1));
    expect(await spent.stateOf(id)).toBeUndefined();
  });

  it("can still be spent after fewer failures than are allowed", async () => {
    const id = newId();
    expect(await spent.countFailure(id, at, 3)).toBe(1);
    expect(await spent.countFailure(id, at, 3)).toBe(2);
    expect(await spent.isSpent(id)).toBe(false);
    expect(await spent.spend(id, at)).toBe(true);
    expect(await spent.countFailure(id, at, 3)).toBeUndefined();
  });

  it("is spent by its last failure", async () => {
    const id = newId();
    for (const count of [1, 2, 3]) expect(await spent.countFailure(id, at, 3)).toBe(count);
    expect(await spent.countFailure(id, at, 3)).toBeUndefined();
    expect(await spent.spend(id, at)).toBe(false);
    expect(await other.spent.isSpent(id)).toBe(true);
    const strict = newId();
    expect(await spent.countFailure(strict, at, 1)).toBe(1);
    expect(await spent.spend(strict, at)).toBe(false);
  });

  it("counts every failure when twenty come at once, on two instances, and no more than are allowed", async () => {
    const id = newId();
    const counts = await twentyTimes((store) => store.countFailure(id, at, 7));
    const counted = counts.filter((count) => count !== undefined).toSorted();
    expect(counted).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(await spent.spend(id, at)).toBe(false);
  });

  it("is forgotten once it would have expired anyway", async () => {
    const id = newId();
    await spent.spend(id, later(1000));
    await spent.sweep(later(1000));
    expect(await spent.spend(id, later(1000))).toBe(false);
    await spent.sweep(later(1001));
    expect(await spent.spend(id, later(1000))).toBe(true);
  });
});
