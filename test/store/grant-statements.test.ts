import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { assets } from "../../src/assets.ts";
import type { Client } from "../../src/domain/client/client.ts";
import type { User } from "../../src/domain/user/user.ts";
import { Connection } from "../../src/store/connection.ts";
import type { Run } from "../../src/store/database.ts";
import { grantStore } from "../../src/store/grants.ts";
import { migrate } from "../../src/store/migrate.ts";
import { openSqlite } from "../../src/store/sqlite.ts";
import { exampleGrant, later } from "./examples.ts";
import { partsWith, secret } from "./instances.ts";

/** Grants in memory, of people who need not exist, and the first words of the statements that they have run. */
async function countedGrants() {
  const driver = openSqlite(":memory:");
  afterAll(() => driver.close());
  await migrate(driver, { folder: fileURLToPath(new URL("migrations/sqlite", assets)), fingerprint: "" });
  await driver.run("pragma foreign_keys = off", []);
  const statements: string[] = [];
  const counted =
    (run: Run): Run =>
    (text, parameters) => {
      statements.push(text.split(" ", 1)[0] ?? "");
      return run(text, parameters);
    };
  const connection = new Connection(
    {
      ...driver,
      run: counted(driver.run),
      transaction: (work) => driver.transaction((run) => work(counted(run))),
    },
    partsWith(secret),
  );
  return { grants: grantStore(connection), statements };
}

describe("A sign-in", () => {
  const grant = exampleGrant({ poolId: "us-east-1_Pool", id: "client" } as Client, { sub: "somebody" } as User);

  it("is one write where the pool tracks no sessions, and reads nothing", async () => {
    const { grants, statements } = await countedGrants();
    await grants.insert(grant);
    expect(statements).toEqual(["insert"]);
  });

  it("goes together with others that come while one is written, sixteen at the most", async () => {
    const { grants, statements } = await countedGrants();
    const many = Array.from({ length: 20 }, (_, n) => ({ ...grant, id: `grant-${n}` }));
    await Promise.all(many.map((one) => grants.insert(one)));
    expect(statements).toEqual(["insert", "insert", "insert"]);
    for (const one of many) expect(await grants.get(one)).toEqual(one);
  });

  it("waits its turn, evicts and writes where it does", async () => {
    const { grants, statements } = await countedGrants();
    const session = { id: "tkn", lastActiveAt: later(0), deviceType: "unknown" };
    await grants.insertTracked({ ...grant, session }, 20);
    expect(statements).toEqual(["update", "update", "insert"]);
  });
});
