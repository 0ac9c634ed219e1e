import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { assets } from "../../src/assets.ts";
import { searchableAttributes } from "../../src/domain/user/identifiers.ts";
import type { Driver } from "../../src/store/database.ts";
import { migrate } from "../../src/store/migrate.ts";
import { openPostgres } from "../../src/store/postgres.ts";
import { openSqlite } from "../../src/store/sqlite.ts";
import { cursorOf, userList } from "../../src/store/user-list.ts";
import { freshDatabase } from "../support/databases.ts";
import { examplePool } from "./examples.ts";

const people = 20_000;
const pool = examplePool();

/** Each dialect's numbers from 1 to 20,000, and what it says of how it would run a statement. */
const dialects = {
  sqlite: {
    open: async () => openSqlite(":memory:"),
    numbers: `(with recursive numbers(n) as (select 1 union all select n + 1 from numbers where n < ${people})
      select n from numbers) numbers`,
    explain: async (driver: Driver, { sql, params }: { sql: string; params: unknown[] }) =>
      (await driver.run(`explain query plan ${sql}`, params)).map((row) => row[3]).join("\n"),
    seeksInOrder: /^SEARCH users USING INDEX \S+ \(pool_id=\?[^\n]*\)$/,
  },
  postgres: {
    open: async () => openPostgres((await freshDatabase.postgres()).url),
    numbers: `generate_series(1, ${people}) as numbers(n)`,
    explain: async (driver: Driver, { sql, params }: { sql: string; params: unknown[] }) =>
      (await driver.run(`explain (costs off) ${sql}`, params)).flat().join("\n"),
    seeksInOrder: /^Limit\n +-> +Index Scan using \S+ on users\n +Index Cond: \(+pool_id = [^\n]+\)$/,
  },
};

describe.each(["sqlite", "postgres"] as const)("ListUsers at 20,000 users (%s)", async (kind) => {
  const { numbers, explain, seeksInOrder, ...dialect } = dialects[kind];
  const driver = await dialect.open();
  afterAll(() => driver.close());
  await migrate(driver, { folder: fileURLToPath(new URL(`migrations/${kind}`, assets)), fingerprint: "" });
  await driver.run(
    `insert into pools (id, region, settings, created_at, modified_at, version) values ('${pool.id}', 'us-east-1', '{}', 0, 0, 1)`,
    [],
  );
  await driver.run(
    `insert into users select '${pool.id}', 'sub' || n, 'user' || n, 'user' || n,
       case when n % 2 = 0 then 'CONFIRMED' else 'UNCONFIRMED' end, case when n % 9 = 0 then 'Disabled' else 'Enabled' end,
       n || '@example.com', '+1' || n, 'Name ' || n % 100, 'Given ' || n % 50, 'Family ' || n, 'preferred' || n,
       '{}', '', 0, 0, 1 from ${numbers}`,
    [],
  );
  // What autovacuum does by and by.
  if (kind === "postgres") await driver.run("analyze", []);
  const { tables } = driver;
  let ran = { sql: "", params: [] as unknown[] };
  const queries = driver.queries((sql, params) => {
    ran = { sql, params: [...params] };
    return driver.run(sql, params);
  });
  const list = userList({ queries, tables });
  const values = { status: "Enabled", "cognito:user_status": "CONFIRMED", name: "Name 5" };

  const attributes = ["username", "sub", "status", "cognito:user_status", ...searchableAttributes] as const;
  const filters = attributes.flatMap((attribute) =>
    (["=", "^="] as const).map((operator) => {
      const value = (values as Record<string, string>)[attribute] ?? "";
      return { attribute, operator, value };
    }),
  );

  it.each([undefined, ...filters])(
    "seeks each page of %o in an index, in the order in which it stands there",
    async (filter) => {
      const cursor = cursorOf({ key: `${filter?.value ?? ""}5`, username: "user5" });
      for (const after of [undefined, cursor]) {
        await list(pool, { filter, after, limit: 60 });
        expect(await explain(driver, ran)).toMatch(seeksInOrder);
      }
    },
  );

  it("is one statement for a page of any size", async () => {
    await list(pool, { limit: 7 });
    const few = ran.sql;
    await list(pool, { limit: 60 });
    expect(ran.sql).toBe(few);
  });
});

describe("A statement on SQLite", () => {
  const driver = openSqlite(":memory:");
  afterAll(() => driver.close());

  /** Milliseconds of twenty runs, the fastest of a hundred: other work of the machine is not in it. */
  async function fastest(sql: string, params: readonly unknown[]): Promise<number> {
    let best = Number.POSITIVE_INFINITY;
    for (let round = 0; round < 100; round++) {
      const began = performance.now();
      for (let run = 0; run < 20; run++) await driver.run(sql, params);
      best = Math.min(best, performance.now() - began);
    }
    return best;
  }

  it("is planned once, and not anew with each value, which takes several times as long as the run", async () => {
    await driver.run("create table people (pool text, email text, name text)", []);
    await driver.run("create index by_email on people (pool, email, name)", []);
    await driver.run("create index by_name on people (pool, name)", []);
    const asking = (pool: string, email: string, limit: string) =>
      `select name from people where pool = ${pool} and email = ${email} order by name limit ${limit}`;
    const written = await fastest(asking("'a'", "'b'", "60"), []);
    expect(await fastest(asking("?", "?", "?"), ["a", "b", 60])).toBeLessThan(2 * written);
  });
});
