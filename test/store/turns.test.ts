import { expect, it } from "vitest";
import type { ResourceServer } from "../../src/domain/resource-server/resource-server.ts";
import { at, populate } from "./examples.ts";
import { onEveryDatabase } from "./instances.ts";

onEveryDatabase("Changes of one document", ({ database }) => {
  const { resourceServers: documents } = database;
  const counted = (one: ResourceServer): ResourceServer => ({
    ...one,
    content: { ...one.content, name: String(Number(one.content.name) + 1) },
  });

  async function insertCounter() {
    const { pool } = await populate(database);
    const counter = {
      poolId: pool.id,
      id: "counter",
      content: { name: "0", scopes: [] },
      createdAt: at,
      modifiedAt: at,
    };
    await documents.insert(counter);
    return pool.id;
  }

  it("that come at once come one after the other: none is made a second time", async () => {
    const poolId = await insertCounter();
    let made = 0;
    const changes = Array.from({ length: 50 }, () =>
      documents.update(poolId, "counter", (counter) => {
        made++;
        return counted(counter);
      }),
    );
    await Promise.all(changes);
    expect((await documents.get(poolId, "counter"))?.content.name).toBe("50");
    expect(made).toBe(50);
  });

  it("in a transaction wait for nobody who waits for what it has locked", async () => {
    const poolId = await insertCounter();
    const change = () => documents.update(poolId, "counter", (counter) => counted(counter));
    const locked = Promise.withResolvers<void>();
    const outside = locked.promise.then(change);
    await database.transaction(async () => {
      await change();
      locked.resolve();
      for (let turn = 0; turn < 5; turn++) await documents.get(poolId, "counter");
      await change();
    });
    await outside;
    expect((await documents.get(poolId, "counter"))?.content.name).toBe("3");
  });
});
