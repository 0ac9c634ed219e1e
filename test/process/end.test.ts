import { once } from "node:events";
import { readdir } from "node:fs/promises";
import { Agent, request } from "node:http";
import { dirname } from "node:path";
import { text } from "node:stream/consumers";
import pg from "pg";
import { describe, expect, it, onTestFinished } from "vitest";
import { defaultApp, password, peopleOf } from "../support/people.ts";
import { launch, type ServiceProcess } from "../support/process.ts";
import { beginCall } from "./begin-call.ts";
import { databaseOptions, kinds } from "./database-options.ts";

const { ClientId } = defaultApp;

const isRefused = ({ url }: ServiceProcess): Promise<boolean> =>
  fetch(`${url}/health`).then(
    () => false,
    ({ cause }) => cause.code === "ECONNREFUSED",
  );

/** What a database that is closed leaves: of SQLite no journal beside the file, of PostgreSQL no connection. */
async function expectClosed(kind: (typeof kinds)[number], database: string): Promise<void> {
  if (kind === "sqlite") {
    expect(await readdir(dirname(database))).toEqual(["poolhouse.db"]);
    return;
  }
  const client = new pg.Client({ connectionString: database });
  await client.connect();
  const others = "select * from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()";
  await expect.poll(async () => (await client.query(others)).rowCount).toBe(0);
  await client.end();
}

describe.each(kinds)("Ending a service on %s", async (kind) => {
  const options = await databaseOptions(kind);

  it.each(["SIGTERM", "SIGINT"] as const)("by %s finishes what is under way, and nothing is lost", async (signal) => {
    const names = Array.from({ length: 5 }, (_, index) => `${signal.toLowerCase()}${index}`);
    await using service: ServiceProcess = await launch(options);
    const begun = await Promise.all(
      names.map((Username) => beginCall(service.url, "SignUp", { ClientId, Username, Password: password })),
    );

    const ended = service.kill(signal);
    await expect.poll(() => isRefused(service)).toBe(true);
    for (const finish of begun) {
      expect(await finish()).toMatchObject({ status: 200, body: { UserConfirmed: false } });
    }
    expect(await ended).toMatchObject({ code: 0, signal: null, stderr: "" });
    await expectClosed(kind, String(options.flags.database));

    await using restarted: ServiceProcess = await launch(options);
    for (const name of names) expect((await peopleOf(restarted).get(name)).UserStatus).toBe("UNCONFIRMED");
  });

  it("does not wait for clients that only keep their connections", async () => {
    await using service: ServiceProcess = await launch(options);
    const agent = new Agent({ keepAlive: true });
    onTestFinished(() => agent.destroy());
    const [answer] = await once(request(`${service.url}/health`, { agent }).end(), "response");
    await text(answer);
    const begun = performance.now();
    expect((await service.kill("SIGTERM")).code).toBe(0);
    expect(performance.now() - begun).toBeLessThan(2000);
  });

  it("in the midst of many slow calls answers each or none of it", async () => {
    const shared = { ...options.environment, POOLHOUSE_ACCESS_KEYS: "test:test", POOLHOUSE_MODE: "shared" };
    await using service: ServiceProcess = await launch({ ...options, environment: shared });
    const { invite } = peopleOf(service);
    const names = Array.from({ length: 40 }, (_, index) => `invited${index}`);
    const calls = names.map((name) => invite(name, { TemporaryPassword: password }));
    await Promise.any(calls);
    const [first, second] = [service.kill("SIGTERM"), service.kill("SIGINT")];
    const results = await Promise.allSettled(calls);
    expect(await first).toMatchObject({ code: 0, signal: null });
    await second;

    await using restarted: ServiceProcess = await launch(options);
    const { get } = peopleOf(restarted);
    let answered = 0;
    for (const [index, result] of results.entries()) {
      if (result.status === "fulfilled") {
        await get(names[index]!);
        answered++;
      } else {
        // It came too late: there was no connection any more.
        expect(result.reason.$metadata?.httpStatusCode).toBe(undefined);
      }
    }
    expect(answered).toBeGreaterThan(1);
  });
});
