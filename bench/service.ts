import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { killedAtExit, temporaryFolder } from "./at-exit.ts";
import { freePort } from "./free-port.ts";
import { HttpConnection } from "./load/http-connection.ts";

/** The built service, running. */
export interface Service extends AsyncDisposable {
  readonly url: string;
  /** From the start of the process to the first answer of GET /health, in milliseconds. */
  readonly startedIn: number;
  /** Resident memory in bytes; undefined where there is no /proc. */
  memory(): Promise<number | undefined>;
  /** Resolves when the service has nothing to do any more: after its start it makes signing keys ahead. */
  idle(): Promise<void>;
}

/** What seals secrets at rest: the bench puts users into the database itself. */
export const secret = "a secret for the bench alone, which guards nothing";

const program = join(import.meta.dirname, "../dist/bin.js");
const patience = 30_000;

/**
 * Starts `dist/bin.js` on a database. `database` is as the option of that name takes it; in `home` it finds its
 * configuration, and none when that is left out. Rejects when it does not start.
 */
export async function startService(database: string, home?: string): Promise<Service> {
  // A folder of its own, so that no configuration in the current one is read.
  const folder = temporaryFolder();
  const port = await freePort();
  const start = performance.now();
  const child = killedAtExit(
    spawn(process.execPath, [program, "--port", String(port), "--database", database], {
      cwd: home ?? folder.path,
      // The allocator as `npm start` and the image set it.
      env: { PATH: process.env.PATH, POOLHOUSE_SECRET: secret, MALLOC_ARENA_MAX: "2" },
      stdio: ["ignore", "ignore", "pipe"],
    }),
  );
  let said = "";
  child.stderr.on("data", (chunk) => {
    said = `${said}${chunk}`.slice(-4000);
  });
  const exited = once(child, "exit");
  const url = `http://127.0.0.1:${port}`;
  while (!(await isHealthy(url))) {
    if (child.exitCode !== null) throw new Error(`The service ended with ${child.exitCode}.\n${said}`);
    if (performance.now() - start > patience) throw new Error(`The service does not answer.\n${said}`);
    await pause(1);
  }
  const startedIn = performance.now() - start;
  return {
    url,
    startedIn,
    memory: () => residentMemory(child.pid),
    idle: () => idle(child.pid),
    async [Symbol.asyncDispose]() {
      child.kill("SIGTERM");
      await exited;
      folder[Symbol.dispose]();
    },
  };
}

async function isHealthy(url: string): Promise<boolean> {
  const connection = await HttpConnection.open(url).catch(() => undefined);
  if (!connection) return false;
  try {
    const { status } = await connection.request("GET", "/health");
    return status === 200;
  } finally {
    connection.close();
  }
}

async function residentMemory(pid: number | undefined): Promise<number | undefined> {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(status) ?? [];
  return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
}

/** Time on a processor so far, in ticks of the kernel's clock (proc(5): the 14th and 15th field). */
async function ticks(pid: number | undefined): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  const [, , , , , , , , , , , user, system] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return Number(user ?? 0) + Number(system ?? 0);
}

async function idle(pid: number | undefined): Promise<void> {
  const end = performance.now() + patience;
  for (let before = await ticks(pid); performance.now() < end; ) {
    await pause(500);
    const now = await ticks(pid);
    // 100 ticks are a second.
    if (now - before <= 2) return;
    before = now;
  }
}
