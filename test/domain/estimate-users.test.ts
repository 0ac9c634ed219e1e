import { describe, expect, it } from "vitest";
import type { Clock } from "../../src/clock.ts";
import type { Pool } from "../../src/domain/pool/pool.ts";
import type { Database } from "../../src/domain/stores.ts";
import { estimateUsers } from "../../src/domain/user/estimate-users.ts";

/** A pool of so many users, and how often they were counted. */
function poolOf(users: number) {
  const state = { users, counted: 0, now: 0 };
  const count = async () => {
    state.counted += 1;
    return state.users;
  };
  const clock: Clock = { now: () => new Date(state.now), machineNow: () => new Date(state.now), of: () => clock };
  const services = { database: { users: { count } } as unknown as Database, clock };
  return { state, estimate: () => estimateUsers(services, { id: "us-east-1_Example" } as Pool) };
}

describe("The estimated number of users", () => {
  it("is exact while they are few", async () => {
    const { state, estimate } = poolOf(9_998);
    expect(await estimate()).toBe(9_998);
    state.users = 9_999;
    expect(await estimate()).toBe(9_999);
  });

  it("is counted every ten seconds at most where they are many", async () => {
    const { state, estimate } = poolOf(10_000);
    expect(await estimate()).toBe(10_000);
    Object.assign(state, { users: 10_001, now: 9_999 });
    expect([await estimate(), state.counted]).toEqual([10_000, 1]);
    state.now = 10_000;
    expect([await estimate(), state.counted]).toEqual([10_001, 2]);
  });
});
