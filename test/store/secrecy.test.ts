import { readFileSync } from "node:fs";
import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import type { DatabaseConfig } from "../../src/store/index.ts";
import { freshDatabase } from "../support/databases.ts";
import { runBesideTheStore } from "./beside-the-store.ts";
import { at, exampleClient, exampleGrant, exampleKey, exampleMessage, examplePool, exampleUser } from "./examples.ts";
import { onEveryDatabase, open } from "./instances.ts";

/** All bytes of a database: the file itself, or every row of every table as text. */
async function bytesOf(config: DatabaseConfig): Promise<Buffer> {
  if (config.kind === "sqlite") return readFileSync(config.file);
  const tables = await runBesideTheStore(config, "select tablename from pg_tables where schemaname = 'public'");
  const rows = tables.map(([table]) => runBesideTheStore(config, `select t::text from "${table}" t`));
  return Buffer.from((await Promise.all(rows)).flat(2).join("\n"));
}

describe.each(["sqlite", "postgres"] as const)("What a database holds at rest (%s)", async (kind) => {
  const config = await freshDatabase[kind]();

  it("shows who there is, but no key, password, client secret or message in any common spelling", async () => {
    const database = await open(config);
    const pool = examplePool();
    const key = { ...exampleKey("id"), privateKey: Buffer.from("private half of a signing key") };
    await database.pools.insert(pool, [key]);
    const client = exampleClient(pool, { secrets: [{ id: "1", value: "the secret of a client", createdAt: at }] });
    await database.clients.insert(client);
    const password = {
      hash: "hash of a password",
      salt: "salt of a password",
      verifier: "SRP verifier",
      changedAt: at,
    };
    const user = exampleUser(pool, {
      username: "somebody",
      credentials: { password, formerPasswords: ["former password"] },
    });
    await database.users.insert(pool, user);
    const message = {
      subject: "a subject of a mail",
      body: "a body of a mail",
      code: "987654",
      link: "link in a mail",
    };
    await database.outbox.insert(exampleMessage(pool, message), at);
    const invocation = { event: "event with a password", answer: "answer with a challenge", log: "log of a function" };
    await database.invocations.add(
      {
        ...{
          key: "1",
          functionName: "migrate",
          arn: "arn",
          userPoolId: pool.id,
          event: { password: invocation.event },
        },
        attempts: [
          {
            ...{ requestId: "1", at: at.toISOString(), duration: 1, logs: [invocation.log] },
            outcome: { kind: "answer", answer: invocation.answer },
          },
        ],
      },
      at,
    );
    await database.close();

    const bytes = await bytesOf(config);
    expect(bytes.includes("somebody")).toBe(true);
    const { changedAt, ...passwordTexts } = password;
    const secrets = [
      ...["private half of a signing key", "the secret of a client", "former password"],
      ...Object.values(passwordTexts),
      ...Object.values(message),
      ...Object.values(invocation),
    ];
    for (const secret of secrets) {
      for (const spelling of ["utf8", "hex", "base64", "base64url"] as const) {
        const text = Buffer.from(secret).toString(spelling).replace(/=+$/, "");
        expect(bytes.includes(text), `${secret} as ${spelling}`).toBe(false);
      }
    }
  });

  it("cannot be moved from one user to another", async () => {
    const database = await open(config);
    const pool = examplePool();
    await database.pools.insert(pool, []);
    const [jane, thief] = [exampleUser(pool), exampleUser(pool)];
    for (const user of [jane, thief]) await database.users.insert(pool, user);
    await database.close();
    const stolen = `(select sealed from users where sub = '${thief.sub}')`;
    await runBesideTheStore(config, `update users set sealed = ${stolen} where sub = '${jane.sub}'`);
    const again = await open(config);
    await expect(again.users.find(pool, jane.sub)).rejects.toMatchObject({ name: "SealError" });
    expect(await again.users.find(pool, thief.sub)).toEqual(thief);
    await again.close();
  });
});

onEveryDatabase("An error of the database", ({ database }) => {
  it("holds the driver's code and neither statement nor parameters", async () => {
    const pool = examplePool();
    await database.pools.insert(pool, []);
    const client = exampleClient(pool);
    await database.clients.insert(client);
    const user = exampleUser(pool);
    await database.users.insert(pool, user);
    const grant = exampleGrant(client, user, { refreshTokenHash: "hash-of-a-refresh-token" });
    await database.grants.insert(grant);
    const error: unknown = await database.grants.insert({ ...grant, originJti: "another" }).catch((error) => error);
    expect(error).toMatchObject({
      name: "StoreError",
      code: expect.stringMatching(/^(23505|SQLITE_CONSTRAINT_PRIMARYKEY)$/),
    });
    // Without the lines of the stack, which name files of drizzle-orm.
    const told = inspect(error, { depth: 9 }).replaceAll(/^ +at .*$/gm, "");
    for (const hidden of ["hash-of-a-refresh-token", user.sub, "insert into", "Drizzle"]) {
      expect(told).not.toContain(hidden);
    }
    expect((error as Error).cause).toBeUndefined();
  });
});
