import { mkdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { type DatabaseConfig, openDatabase } from "../../src/store/index.ts";
import { freshDatabase } from "../support/databases.ts";
import { runBesideTheStore } from "./beside-the-store.ts";
import { examplePool } from "./examples.ts";
import { open, partsWith } from "./instances.ts";

async function refusalOf(config: DatabaseConfig, secret?: string): Promise<Error> {
  const opening = secret ? openDatabase(config, partsWith(secret)) : open(config);
  const error: unknown = await opening.then(
    () => undefined,
    (error) => error,
  );
  expect(error).toMatchObject({ name: "UnusableDatabase" });
  const { message } = error as Error;
  expect(message).not.toContain("\n");
  return error as Error;
}

describe.each(["sqlite", "postgres"] as const)("Opening a database (%s)", async (kind) => {
  const config = await freshDatabase[kind]();

  it("keeps what was written, for the same secret", async () => {
    const pool = examplePool();
    const first = await open(config);
    await first.pools.insert(pool, []);
    await first.state.update({ clockOffsetMs: 5 });
    const state = first.state.current;
    await first.close();
    const second = await open(config);
    expect(await second.pools.get(pool.id)).toEqual(pool);
    expect(second.state.current).toEqual(state);
    await second.close();
  });

  it("is refused for another secret, and not for the right one after that", async () => {
    const { message } = await refusalOf(config, "another secret");
    expect(message).toMatch(/sealed with another secret/);
    await (await open(config)).close();
  });

  it("is refused when it is newer than this version", async () => {
    await runBesideTheStore(config, "insert into migrations (number, hash) values (900, 'from the future')");
    expect((await refusalOf(config)).message).toMatch(/another version of Poolhouse.*migration \d+\.$/);
    await runBesideTheStore(config, "delete from migrations where number = 900");
    await (await open(config)).close();
  });

  it("lets nobody in once it is closed, after waiting for those who are", async () => {
    const database = await open(config);
    const pool = examplePool();
    const insert = database.pools.insert(pool, []);
    const closing = database.close();
    await expect(insert).resolves.toBeUndefined();
    await closing;
    await database.close();
    await expect(database.pools.get(pool.id)).rejects.toMatchObject({ name: "StoreError", code: "CLOSED" });
    const again = await open(config);
    expect(await again.pools.get(pool.id)).toEqual(pool);
    await again.close();
  });
});

describe("Opening a SQLite file", async () => {
  const { file } = await freshDatabase.sqlite();

  it("makes it and its folder for their owner alone", async () => {
    const database = await open({ kind: "sqlite", file });
    await database.pools.insert(examplePool(), []);
    expect(statSync(dirname(file)).mode & 0o777).toBe(0o700);
    for (const part of ["", "-wal", "-shm"]) expect(statSync(file + part).mode & 0o777).toBe(0o600);
    await database.close();
  });

  it("is refused when it is none, or cannot be made", async () => {
    const folder = join(dirname(file), "others");
    mkdirSync(folder);
    const text = join(folder, "text.db");
    writeFileSync(text, "This is a text of more than a hundred characters, and so it is no database. ".repeat(20));
    expect((await refusalOf({ kind: "sqlite", file: text })).message).toBe(
      `The database ${text} cannot be used: it is no SQLite database (SQLITE_NOTADB).`,
    );
    const beneath = join(text, "database.db");
    expect((await refusalOf({ kind: "sqlite", file: beneath })).message).toMatch(
      /cannot be used: a part of its path is no folder/,
    );
  });
});

describe("Opening a PostgreSQL database", async () => {
  const config = await freshDatabase.postgres();

  it("succeeds for all of several instances that start at once on an empty one", async () => {
    const instances = await Promise.all(Array.from({ length: 5 }, () => open(config)));
    const pool = examplePool();
    await instances[0]!.pools.insert(pool, []);
    for (const instance of instances) {
      expect(await instance.pools.get(pool.id)).toEqual(pool);
      await instance.close();
    }
  });

  it("is refused in one line without the password when it cannot be reached or let in", async () => {
    const url = new URL(config.url);
    const { port } = url;
    url.password = "pa55word";
    const wrongPassword = await refusalOf({ kind: "postgres", url: url.href });
    expect(wrongPassword.message).toBe(
      `The database postgres://127.0.0.1:${port}${url.pathname} cannot be used: the user or password is wrong (28P01).`,
    );
    url.port = "1";
    const unreachable = await refusalOf({ kind: "postgres", url: url.href });
    expect(unreachable.message).toBe(
      `The database postgres://127.0.0.1:1${url.pathname} cannot be used: nothing listens there (ECONNREFUSED).`,
    );
    const invalid = await refusalOf({ kind: "postgres", url: "postgres://user:pa55word@host:port/name" });
    for (const error of [wrongPassword, unreachable, invalid]) {
      expect(`${error.message} ${error.stack} ${JSON.stringify(error)} ${error.cause}`).not.toContain("pa55word");
    }
  });
});
