import { expect, it } from "vitest";
import type { Invocation, InvocationAttempt } from "../../src/domain/invocation/invocation.ts";
import type { InvocationFilter } from "../../src/domain/invocation/invocation-store.ts";
import { machineRandom } from "../../src/random.ts";
import { at, later, populate } from "./examples.ts";
import { onEveryDatabase } from "./instances.ts";

const attempt = (change: Partial<InvocationAttempt> = {}): InvocationAttempt => ({
  requestId: machineRandom.uuid(),
  at: at.toISOString(),
  duration: 3,
  outcome: { kind: "answer", answer: { response: {} } },
  logs: ["hello"],
  ...change,
});

const example = (change: Partial<Invocation> = {}): Invocation => ({
  key: machineRandom.uuid(),
  functionName: "greet",
  arn: "arn:aws:lambda:us-east-1:123456789012:function:greet",
  triggerSource: "PreSignUp_SignUp",
  event: { request: { password: "opensesame", createdAt: "yesterday" } },
  attempts: [attempt()],
  ...change,
});

onEveryDatabase("The record of invocations", ({ database, other }) => {
  const { invocations, pools } = database;

  it("gives them as they were added, oldest first, at either instance", async () => {
    const { pool } = await populate(database);
    const one = example({ userPoolId: pool.id });
    const two = example({ userPoolId: pool.id, attempts: [attempt({ outcome: { kind: "no-answer" } })] });
    await invocations.add(one, at);
    await other.invocations.add(two, later(-1));
    const listed = await invocations.list({ userPoolId: pool.id });
    expect(listed).toEqual([
      { ...one, id: listed[0]?.id, at },
      { ...two, id: listed[1]?.id, at: later(-1) },
    ]);
    expect(await other.invocations.get(listed[0]?.id ?? "")).toEqual(listed[0]);
    expect(await other.invocations.byKey(two.key)).toEqual(listed[1]);
    for (const id of ["0", "none", "99999999999999999999"]) expect(await invocations.get(id)).toBeUndefined();
  });

  it("puts the attempts of one call together", async () => {
    const { pool } = await populate(database);
    const first = example({ userPoolId: pool.id });
    const second = { ...first, attempts: [attempt(), attempt()] };
    await invocations.add(first, at);
    await invocations.add(second, later(5));
    const [listed, ...others] = await invocations.list({ userPoolId: pool.id });
    expect(others).toEqual([]);
    expect(listed).toMatchObject({ at, attempts: [...first.attempts, ...second.attempts] });
  });

  it("is narrowed by each filter, and by all of them together", async () => {
    const { pool } = await populate(database);
    const add = async (change: Partial<Invocation>, when: Date) => {
      const invocation = example({ userPoolId: pool.id, ...change });
      await invocations.add(invocation, when);
      return (await invocations.byKey(invocation.key))!;
    };
    const one = await add({}, at);
    const two = await add({ functionName: "other" }, later(1));
    const three = await add({ triggerSource: "CustomMessage_SignUp" }, later(2));
    const four = await add({ triggerSource: undefined, userPoolId: undefined }, later(3));
    const list = (filter: InvocationFilter) => invocations.list({ userPoolId: pool.id, ...filter });
    expect(await list({})).toEqual([one, two, three]);
    expect(await list({ functionName: "greet" })).toEqual([one, three]);
    expect(await list({ triggerSource: "CustomMessage_SignUp" })).toEqual([three]);
    expect(await list({ functionName: "greet", after: { id: one.id } })).toEqual([three]);
    expect(await list({ after: { at: later(1) } })).toEqual([three]);
    expect(await list({ after: { id: "no number" } })).toEqual([]);
    expect(await invocations.list({})).toEqual(expect.arrayContaining([one, two, three, four]));
  });

  it("is emptied for one pool or for all, and a pool takes its own along", async () => {
    const { pool } = await populate(database);
    const { pool: second } = await populate(database);
    const { pool: third } = await populate(database);
    for (const { id } of [pool, second, third]) await invocations.add(example({ userPoolId: id }), at);
    await invocations.add(example({ userPoolId: undefined }), at);
    await invocations.delete({ userPoolId: pool.id });
    await pools.delete(second.id);
    expect(await invocations.list({ userPoolId: pool.id })).toEqual([]);
    expect(await invocations.list({ userPoolId: second.id })).toEqual([]);
    expect(await invocations.list({ userPoolId: third.id })).toHaveLength(1);
    await invocations.delete({});
    expect(await invocations.list({})).toEqual([]);
  });

  it("keeps the newest thousand", async () => {
    await database.transaction(async (stores) => {
      for (let count = 0; count < 1060; count++) {
        await stores.invocations.add(example({ event: count, userPoolId: undefined }), at);
      }
    });
    const events = (await invocations.list({})).map(({ event }) => Number(event));
    expect(events.length).toBeGreaterThanOrEqual(1000);
    expect(events.length).toBeLessThan(1050);
    expect(events.at(-1)).toBe(1059);
    await invocations.delete({});
  });
});
