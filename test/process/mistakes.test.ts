import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import pg from "pg";
import { describe, expect, inject, it, onTestFinished } from "vitest";
import { type Ended, launch, type RunOptions, runToEnd } from "../support/process.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { databaseOptions } from "./database-options.ts";

const secret = "a secret that only the tests know";
const databasePassword = "open-sesame";

/** One line that explains, status 2, no stack trace and no secret. */
function expectOneLine({ code, stdout, stderr }: Ended, line: RegExp): void {
  expect(stderr).toMatch(/^poolhouse: .+\n$/);
  expect(stderr).toMatch(line);
  for (const confidential of [secret, databasePassword]) expect(stderr).not.toContain(confidential);
  expect(stdout).toBe("");
  expect(code).toBe(2);
}

/** Of this test's own. */
function folderOfTest(): string {
  const folder = temporaryFolder();
  onTestFinished(() => folder[Symbol.dispose]());
  return folder.path;
}

const inMemory = { port: 0, database: ":memory:" };
const shared = sharedWith({ POOLHOUSE_SECRET: secret, POOLHOUSE_ACCESS_KEYS: "id:key" });
const postgres = (address: string) => ({
  flags: { port: 0, database: `postgres://me:${databasePassword}@${address}` },
  environment: { POOLHOUSE_SECRET: secret },
});

describe("A mistake of whoever starts it ends the service with one clear line", () => {
  it.each<[string, RunOptions & { args?: string[] }, RegExp]>([
    ["an unknown flag", { args: ["--prot", "1"] }, /--prot.*--port/],
    ["an unknown argument", { args: ["begin"] }, /'begin'/],
    ["a flag without its value", { args: ["--port"] }, /--port/],
    ["a bad port", { flags: { port: "http" } }, /--port must be a whole number from 0 to 65535, not "http"/],
    ["a bad variable", { environment: { POOLHOUSE_MODE: "open" } }, /POOLHOUSE_MODE must be local or shared/],
    ["a short secret", { environment: { POOLHOUSE_SECRET: "tooshort" } }, /POOLHOUSE_SECRET must be 16 char/],
    ["a file that is not there", { flags: { config: "pools.yaml" } }, /no file "pools.yaml"/],
    ["a folder in the file's place", { flags: { ...inMemory, config: "." } }, /"\." cannot be used: it is a folder/],
    ["shared mode without secrets", { flags: { mode: "shared" } }, /POOLHOUSE_SECRET and POOLHOUSE_ACCESS_KEYS/],
    ["shared mode without access keys", sharedWith({ POOLHOUSE_SECRET: secret }), /needs POOLHOUSE_ACCESS_KEYS\./],
    ["shared mode without a secret", sharedWith({ POOLHOUSE_ACCESS_KEYS: "id:key" }), /needs POOLHOUSE_SECRET\./],
    ["PostgreSQL without a secret", { ...postgres("127.0.0.1/db"), environment: {} }, /POOLHOUSE_SECRET/],
    ["a ready file in no folder", { flags: { ...inMemory, "ready-file": "/dev/null/ready" } }, /"\/dev\/null\/ready"/],
    [
      "an address of another machine",
      { ...shared, flags: { ...shared.flags, host: "192.0.2.1" } },
      /no address of this/,
    ],
    ["a database under a file", { flags: { port: 0, database: "/dev/null/x.db" } }, /\/dev\/null\/x\.db/],
    ["a folder as database", { flags: { port: 0, database: "." } }, /database \. cannot be used: it is a folder/],
    [
      "a PostgreSQL that does not listen",
      postgres("127.0.0.1:1/db"),
      /postgres:\/\/127\.0\.0\.1:1\/db .*nothing listens/,
    ],
    ["a PostgreSQL on no host", postgres("nowhere.invalid/db"), /nowhere\.invalid\/db .*no such host/],
    ["no URL of a PostgreSQL", postgres("127.0.0.1:port/db"), /not a valid URL/],
  ])("%s", async (_name, options, line) => {
    expectOneLine(await runToEnd(options), line);
  });

  it("a port that is taken", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    onTestFinished(() => void other.close());
    await once(other, "listening");
    const { port } = other.address() as { port: number };
    const ended = await runToEnd({ flags: { ...inMemory, port } });
    expectOneLine(ended, new RegExp(`Port ${port} is taken`));
  });

  it("a mistake in poolhouse.yaml, each with its line", async () => {
    const folder = folderOfTest();
    const yaml = "userPools:\n  - Id: us-east-1_mine\n    PoolName: mine\n    Users:\n      - { Usrname: bob }\n";
    await writeFile(join(folder, "poolhouse.yaml"), yaml);
    const { code, stdout, stderr } = await runToEnd({ flags: inMemory, folder });
    expect(stderr).toMatch(/^poolhouse: .*poolhouse\.yaml/);
    expect(stderr).toMatch(/5.*Usrname/);
    expect(stderr).not.toMatch(/\n\s+at /);
    expect([code, stdout]).toEqual([2, ""]);
  });

  it("a file that is no database", async () => {
    const folder = folderOfTest();
    const database = join(folder, "letter.db");
    await writeFile(database, "Dear reader, ".repeat(1000));
    expectOneLine(
      await runToEnd({ flags: { port: 0, database } }),
      /letter\.db cannot be used: it is no SQLite database/,
    );
  });

  it("a secret that is not whole", async () => {
    const folder = folderOfTest();
    await writeFile(join(folder, "poolhouse.db.secret"), "");
    const ended = await runToEnd({ flags: { port: 0, database: "poolhouse.db" }, folder });
    expectOneLine(ended, /poolhouse\.db\.secret/);
  });

  it.each([
    ["a wrong password", (url: URL) => (url.password = databasePassword), /the user or password is wrong/],
    ["a database that is not there", (url: URL) => (url.pathname = "/nothing"), /nothing .*there is no such database/],
  ])("%s of a PostgreSQL", async (_name, change, line) => {
    const url = new URL(inject("postgresUrl"));
    change(url);
    const ended = await runToEnd({
      flags: { port: 0, database: url.href },
      environment: { POOLHOUSE_SECRET: secret },
    });
    expectOneLine(ended, line);
  });
});

function sharedWith(environment: Record<string, string>): RunOptions {
  return { flags: { ...inMemory, mode: "shared" }, environment };
}

describe("A database that is not for this service ends its start with one clear line", async () => {
  const sqlite = await databaseOptions("sqlite");
  const postgres = await databaseOptions("postgres");
  const each = [
    ["sqlite", sqlite],
    ["postgres", postgres],
  ] as const;

  it.each(each)("sealed with another secret (%s)", async (_kind, options) => {
    await using service = await launch(options);
    await service.kill("SIGTERM");
    const other = {
      ...options,
      flags: { ...options.flags, port: 0 },
      environment: { POOLHOUSE_SECRET: `not ${secret}` },
    };
    expectOneLine(await runToEnd(other), /sealed with another secret/);
    await using again = await launch(options);
    expect((await fetch(`${again.url}/health`)).status).toBe(200);
  });

  it.each(each)("written by a newer version (%s)", async (kind, options) => {
    await using service = await launch(options);
    await service.kill("SIGTERM");
    const database = String(options.flags.database);
    const migration = "insert into migrations (number, hash) values (1000, 'of a version to come')";
    if (kind === "sqlite") new Sqlite(database).exec(migration).close();
    else await atPostgres(database, migration);
    expectOneLine(await runToEnd({ ...options, flags: { ...options.flags, port: 0 } }), /another version of Poolhouse/);
  });
});

async function atPostgres(connectionString: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  await client.query(statement);
  await client.end();
}
