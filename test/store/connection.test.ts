import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { assets } from "../../src/assets.ts";
import { Connection } from "../../src/store/connection.ts";
import type { Run } from "../../src/store/database.ts";
import { migrate } from "../../src/store/migrate.ts";
import { openServiceState } from "../../src/store/service-state.ts";
import { openSqlite } from "../../src/store/sqlite.ts";
import { StoreError } from "../../src/store/store-error.ts";
import { partsWith, secret } from "./instances.ts";

/** A connection to a database in memory whose single statements go through `around` first. */
async function connectionThrough(around: (run: Run, ...statement: Parameters<Run>) => ReturnType<Run>) {
  const driver = openSqlite(":memory:");
  afterAll(() => driver.close());
  await migrate(driver, { folder: fileURLToPath(new URL("migrations/sqlite", assets)), fingerprint: "" });
  const run: Run = (...statement) => around(driver.run, ...statement);
  return new Connection({ ...driver, run }, partsWith(secret));
}

describe("A connection", () => {
  it("tries a statement anew that PostgreSQL ended to solve a deadlock, and no other", async () => {
    const failures = ["40P01", "40001"];
    const connection = await connectionThrough(async (run, ...statement) => {
      const code = failures.shift();
      if (code) throw new StoreError(code);
      return run(...statement);
    });
    const state = await openServiceState(connection);
    expect(state.current.epoch).toBe(0);
    failures.push("57014");
    await expect(connection.enter(() => state.refresh())).rejects.toMatchObject({ code: "57014" });
  });
});

describe("A read of the service's state that ends after a change which it did not see", () => {
  it("does not put the state back", async () => {
    let gate = Promise.resolve();
    const connection = await connectionThrough(async (run, text, parameters) => {
      const rows = await run(text, parameters);
      if (text.startsWith("select")) await gate;
      return rows;
    });
    const state = await openServiceState(connection);
    const slow = Promise.withResolvers<void>();
    gate = slow.promise;
    const reading = state.refresh();
    const changed = await state.update({ clockOffsetMs: 1000 });
    slow.resolve();
    expect(await reading).toEqual(changed);
    expect(state.current).toEqual(changed);
  });
});
