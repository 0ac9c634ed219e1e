import { setTimeout } from "node:timers/promises";
import pg from "pg";
import { describe, expect, inject, it } from "vitest";
import { peopleOf } from "../support/people.ts";
import { launch, type ServiceProcess } from "../support/process.ts";
import { databaseOptions } from "./database-options.ts";

describe("A service whose PostgreSQL goes away for a while", async () => {
  const options = await databaseOptions("postgres");
  const database = new URL(String(options.flags.database)).pathname.slice(1);

  async function asSuperuser(...statements: string[]): Promise<void> {
    const client = new pg.Client({ connectionString: inject("postgresUrl") });
    await client.connect();
    for (const statement of statements) await client.query(statement);
    await client.end();
  }
  const cutConnections = `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${database}'`;
  const healthOf = async ({ url }: ServiceProcess) => (await fetch(`${url}/health`)).status;

  it("does not notice that idle connections were cut", async () => {
    await using service: ServiceProcess = await launch(options);
    await asSuperuser(cutConnections);
    // What is under way on a connection when it is cut does fail.
    await setTimeout(100);
    await peopleOf(service).signIn("alice");
    expect(await healthOf(service)).toBe(200);
    expect(service.output.stderr).toBe("");
  });

  it("says that it is not healthy, fails calls in words of AWS, and goes on when the database is back", async () => {
    await using service: ServiceProcess = await launch(options);
    const { signIn } = peopleOf(service);
    await asSuperuser(`alter database ${database} allow_connections false`, cutConnections);
    expect(await healthOf(service)).toBe(503);
    await expect(signIn("alice")).rejects.toMatchObject({ name: "InternalErrorException", $fault: "server" });
    const control = await fetch(`${service.url}/_poolhouse/messages`);
    expect([control.status, await control.json()]).toEqual([500, { message: expect.stringContaining("log") }]);

    const pool = `${service.url}/us-east-1_Poolhouse`;
    const form = new URLSearchParams({ grant_type: "client_credentials" });
    for (const answer of [
      await fetch(`${pool}/oauth2/token`, { method: "POST", body: form }),
      await fetch(`${pool}/login`),
      await fetch(`${pool}/.well-known/jwks.json`),
    ]) {
      expect([answer.status, await answer.json()]).toEqual([500, { message: expect.stringContaining("log") }]);
    }

    await asSuperuser(`alter database ${database} allow_connections true`);
    expect(await healthOf(service)).toBe(200);
    await signIn("alice");
    expect(service.output.stderr).toContain("ERROR");
    expect(service.output.stderr).not.toMatch(/select|update|postgres:\/\//i);
    expect((await service.kill("SIGTERM")).code).toBe(0);
  });

  it("ends in good order while it is away", async () => {
    await using service: ServiceProcess = await launch(options);
    await asSuperuser(`alter database ${database} allow_connections false`, cutConnections);
    try {
      expect((await service.kill("SIGTERM")).code).toBe(0);
    } finally {
      await asSuperuser(`alter database ${database} allow_connections true`);
    }
  });
});
