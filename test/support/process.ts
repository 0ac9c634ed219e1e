import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { inject } from "vitest";
import { type Face, faceOf } from "./face.ts";
import { temporaryFolder } from "./temporary-folder.ts";

export const root = join(import.meta.dirname, "../..");

const program = join(root, "dist/bin.js");
const preload = join(import.meta.dirname, "ends-with-parent.mjs");
const patienceMs = 15_000;

export interface RunOptions {
  /** By their long names: `{ port: 0 }` is `--port 0`. */
  readonly flags?: Readonly<Record<string, string | number>>;
  /** All that the process knows beside PATH. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Where it runs; when left out, a new folder that goes with it. */
  readonly folder?: string;
}

/** How a process ended: its exit code, or the signal that ended it. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface Child extends AsyncDisposable {
  readonly pid: number;
  /** What it has written so far. */
  readonly output: { readonly stdout: string; readonly stderr: string };
  readonly ended: Promise<Ended>;
  kill(signal: NodeJS.Signals): Promise<Ended>;
}

/** The built service in a process of its own. Disposing of it kills it. */
export interface ServiceProcess extends Child, Face {
  readonly ready: {
    readonly url: string;
    readonly httpsUrl?: string;
    readonly pid: number;
    readonly pools: readonly string[];
  };
}

/** Starts the built service on a free port, in memory if nothing else is said. Rejects when it ends before it is ready. */
export async function launch({ flags = {}, ...options }: RunOptions = {}): Promise<ServiceProcess> {
  const folder = temporaryFolder();
  const readyFile = String(flags["ready-file"] ?? join(folder.path, "ready.json"));
  const child = execute({
    ...options,
    flags: { port: 0, database: ":memory:", "ready-file": readyFile, ...flags },
  });
  void child.ended.then(() => folder[Symbol.dispose]());
  try {
    const ready = await readyOf(child, readyFile);
    return Object.assign(child, faceOf(ready.url), { ready });
  } catch (error) {
    await child[Symbol.asyncDispose]();
    throw error;
  }
}

/** Starts `poolhouse gateway` of the build, in `folder`, with what its ready file tells. */
export async function launchGateway({ flags = {}, ...options }: RunOptions = {}) {
  const folder = temporaryFolder();
  const readyFile = join(folder.path, "ready.json");
  const child = execute({ ...options, args: ["gateway"], flags: { "ready-file": readyFile, ...flags } });
  void child.ended.then(() => folder[Symbol.dispose]());
  try {
    const ready = (await readyOf(child, readyFile)) as unknown as { readonly apis: Readonly<Record<string, string>> };
    return Object.assign(child, { ready });
  } catch (error) {
    await child[Symbol.asyncDispose]();
    throw error;
  }
}

/** Runs the built service's command until it ends by itself. */
export async function runToEnd({ flags = {}, ...options }: RunOptions & { args?: readonly string[] }): Promise<Ended> {
  await using child = execute({ ...options, flags });
  const ended = await Promise.race([child.ended, setTimeout(patienceMs, undefined, { ref: false })]);
  if (!ended) throw new Error(`it runs on\n${child.output.stdout}${child.output.stderr}`);
  return ended;
}

function execute({ flags = {}, environment, folder, args = [] }: RunOptions & { args?: readonly string[] }): Child {
  const failure = inject("buildFailure");
  if (failure) throw new Error(failure);
  const own = folder === undefined ? temporaryFolder() : undefined;
  const named = Object.entries(flags).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const child = spawn(process.execPath, ["--import", preload, program, ...args, ...named], {
    // A folder of its own, so that no poolhouse.yaml of the current one is read.
    cwd: folder ?? own?.path,
    env: { PATH: process.env.PATH, ...environment },
    stdio: "pipe",
  });
  const output = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name].setEncoding("utf8").on("data", (text: string) => {
      output[name] += text;
    });
  }
  const ended = once(child, "close").then(([code, signal]): Ended => {
    own?.[Symbol.dispose]();
    return { code, signal, ...output };
  });
  const kill = (signal: NodeJS.Signals) => {
    child.kill(signal);
    return ended;
  };
  return {
    pid: child.pid ?? 0,
    output,
    ended,
    kill,
    [Symbol.asyncDispose]: async () => void (await kill("SIGKILL")),
  };
}

async function readyOf(child: Child, file: string): Promise<ServiceProcess["ready"]> {
  const state = { ended: false };
  void child.ended.then(() => {
    state.ended = true;
  });
  for (const deadline = performance.now() + patienceMs; performance.now() < deadline; await setTimeout(5)) {
    const text = await readFile(file, "utf8").catch(() => "");
    // What it prints is read through a pipe, and may come later than the file.
    if (text !== "" && / is ready /.test(child.output.stdout)) return JSON.parse(text);
    if (state.ended) {
      const { code, stderr } = await child.ended;
      throw new Error(`The service ended with ${code}.\n${stderr}`);
    }
  }
  throw new Error(`The service is not ready.\n${child.output.stderr}`);
}
