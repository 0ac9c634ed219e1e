import { expect, it } from "vitest";
import type { MessageFilter } from "../../src/domain/message/outbox-store.ts";
import { at, exampleMessage, examplePool, later, populate } from "./examples.ts";
import { onEveryDatabase } from "./instances.ts";

onEveryDatabase("The outbox", ({ database, other }) => {
  const { outbox, pools } = database;

  it("gives messages as they were written, oldest first, at either instance", async () => {
    const { pool } = await populate(database);
    const first = await outbox.insert(exampleMessage(pool, { link: "https://example.com/verify" }), at);
    const second = await other.outbox.insert(exampleMessage(pool, { medium: "SMS", code: undefined }), later(-1));
    expect(first).toEqual({ ...exampleMessage(pool, { link: "https://example.com/verify" }), id: first.id, at });
    expect(await outbox.list({ userPoolId: pool.id })).toEqual([first, second]);
    expect(Number(second.id)).toBeGreaterThan(Number(first.id));
  });

  it("is narrowed by each filter, and by all of them together", async () => {
    const { pool } = await populate(database);
    const jane = await outbox.insert(exampleMessage(pool), at);
    const john = await outbox.insert(
      exampleMessage(pool, { username: "john", destination: "j@example.com" }),
      later(1),
    );
    const sms = await outbox.insert(exampleMessage(pool, { medium: "SMS", destination: "+15550100" }), later(2));
    const list = (filter: MessageFilter) => outbox.list({ userPoolId: pool.id, ...filter });
    expect(await list({ destination: "j@example.com" })).toEqual([john]);
    expect(await list({ username: "jane" })).toEqual([jane, sms]);
    expect(await list({ medium: "SMS" })).toEqual([sms]);
    expect(await list({ username: "jane", medium: "EMAIL" })).toEqual([jane]);
    expect(await list({ after: { id: jane.id } })).toEqual([john, sms]);
    expect(await list({ after: { at: later(1) } })).toEqual([sms]);
    expect(await list({ after: { id: "no number" } })).toEqual([]);
    expect(await list({ after: { id: "99999999999999999999" } })).toEqual([]);
    expect(await outbox.list({ userPoolId: "us-east-1_None" })).toEqual([]);
    expect(await outbox.list({})).toEqual(expect.arrayContaining([jane, john, sms]));
  });

  it("is emptied for one pool or for all, and never numbers a message like an earlier one", async () => {
    const { pool } = await populate(database);
    const { pool: second } = await populate(database);
    await outbox.insert(exampleMessage(second), at);
    const last = await outbox.insert(exampleMessage(pool), at);
    await outbox.delete({ userPoolId: pool.id });
    expect(await outbox.list({ userPoolId: pool.id })).toEqual([]);
    expect(await outbox.list({ userPoolId: second.id })).toHaveLength(1);
    await outbox.delete({});
    expect(await outbox.list({})).toEqual([]);
    const next = await outbox.insert(exampleMessage(pool), at);
    expect(Number(next.id)).toBeGreaterThan(Number(last.id));
  });

  it("is emptied of a pool that is deleted, and refuses its messages", async () => {
    const { pool } = await populate(database);
    await outbox.insert(exampleMessage(pool), at);
    await pools.delete(pool.id);
    expect(await outbox.list({ userPoolId: pool.id })).toEqual([]);
    const refused = outbox.insert(exampleMessage(examplePool()), at);
    await expect(refused).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  });

  it("keeps the newest 10,000, give or take the last hundred", async () => {
    const { pool } = await populate(database);
    await outbox.delete({});
    const sent: string[] = [];
    await database.transaction(async ({ outbox }) => {
      for (let n = 0; n < 10_200; n++) sent.push((await outbox.insert(exampleMessage(pool), at)).id);
    });
    const kept = (await outbox.list({})).map(({ id }) => id);
    expect(kept.length).toBeGreaterThanOrEqual(10_000);
    expect(kept.length).toBeLessThan(10_100);
    expect(kept).toEqual(sent.slice(-kept.length));
  }, 600_000); // ten thousand round trips, each of which waits for whatever else the machine does
});
