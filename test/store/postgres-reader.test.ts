import { afterAll, describe, expect, it } from "vitest";
import { openReader } from "../../src/store/postgres-reader.ts";
import { freshDatabase } from "../support/databases.ts";

describe("Reads that come at once", async () => {
  const { url } = await freshDatabase.postgres();
  const reader = openReader({ connectionString: url });
  afterAll(() => reader.close());
  const read = (text: string, ...values: unknown[]) => reader.read({ text, values, name: text, rowMode: "array" });

  it("get each its own answer, whatever becomes of the others", async () => {
    const numbers = Array.from({ length: 100 }, (_, number) => number);
    const inverses = numbers.map((number) => read("select 60 / ($1::int % 7)", number));
    for (const [number, result] of (await Promise.allSettled(inverses)).entries()) {
      if (number % 7 === 0) expect(result).toMatchObject({ status: "rejected", reason: { code: "22012" } });
      else expect(result).toMatchObject({ value: [[Math.trunc(60 / (number % 7))]] });
    }
  });

  it("share two connections", async () => {
    const backends = await Promise.all(Array.from({ length: 50 }, () => read("select pg_backend_pid()")));
    expect(new Set(backends.flat(2)).size).toBe(2);
  });

  it("leave no connection behind when one of them cannot be sent", async () => {
    const unsendable = { toPostgres: () => expect.fail("it cannot be written") };
    for (let times = 0; times < 5; times++) {
      await expect(read("select $1::text", unsendable)).rejects.toThrow("it cannot be written");
    }
    const open = "select count(*)::int from pg_stat_activity where datname = current_database()";
    await expect.poll(() => read(open)).toEqual([[2]]);
  });

  it("do not wait for a slow one where they need not", async () => {
    let isOver = false;
    const slow = read("select pg_sleep(1)").finally(() => {
      isOver = true;
    });
    for (let times = 0; times < 10; times++) expect(await read("select 1")).toEqual([[1]]);
    expect(isOver).toBe(false);
    await slow;
  });
});
