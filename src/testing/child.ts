import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { assets } from "../assets.ts";

/** What a service tells once it is ready. */
export interface Ready {
  readonly url: string;
  readonly httpsUrl?: string;
  readonly pools: readonly string[];
}

export interface ChildOptions {
  /** By their long names: `{ port: 0 }` is `--port 0`. */
  readonly flags: Readonly<Record<string, string | number>>;
  /** Beside the variables of this process. */
  readonly environment: Readonly<Record<string, string>>;
  /** Where it runs. */
  readonly folder: string | undefined;
  /** What it reads. */
  readonly input: string | undefined;
}

const program = fileURLToPath(new URL("dist/bin.js", assets));

/** Variables of a test's process that are none of the service's: its own options, and the runner's of Node. */
const isOthers = (name: string) =>
  name.startsWith("POOLHOUSE_") || name === "NODE_OPTIONS" || name.startsWith("NODE_V8_");

/** Starts the built service, which ends with this process however that ends. Rejects with what it says when it does not start. */
export async function startChild({ flags, environment, folder, input }: ChildOptions) {
  const named = Object.entries(flags).map(([name, value]) => `--${name}=${value}`);
  const own = Object.entries(process.env).filter(([name]) => !isOthers(name));
  const child = spawn(process.execPath, [program, ...named], {
    cwd: folder,
    env: { ...Object.fromEntries(own), ...environment },
    stdio: ["pipe", "ignore", "pipe", "ipc"],
  });
  child.stdin?.on("error", () => undefined); // it has ended, and says why
  child.stdin?.end(input);
  const ready = await readyOf(child);
  // From now on it keeps no test runner from its end.
  child.stderr?.on("data", (text: Buffer) => process.stderr.write(text));
  for (const held of holding(child)) held?.unref?.();
  return { ready, end: () => endOf(child) };
}

interface Holding {
  ref?(): void;
  unref?(): void;
}

/** What keeps this process alive for the sake of the child. */
const holding = (child: ChildProcess): (Holding | null | undefined)[] => [
  child,
  child.channel,
  child.stderr as Holding,
];

async function readyOf(child: ChildProcess): Promise<Ready> {
  let said = "";
  const listen = (text: Buffer) => {
    said += text;
  };
  child.stderr?.on("data", listen);
  const over = new AbortController();
  const { signal } = over;
  try {
    const ready = once(child, "message", { signal }).then(([facts]) => facts as Ready);
    // `close` and not `exit`: by then all that it said is here.
    const ended = once(child, "close", { signal }).then((): never => {
      throw new Error(`Poolhouse did not start.\n${said.trim()}`);
    });
    const facts = await Promise.race([ready, ended]);
    process.stderr.write(said); // such as triggers whose functions there are not
    return facts;
  } finally {
    over.abort();
    child.stderr?.off("data", listen);
  }
}

async function endOf(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "close"); // when all that it said is shown
  for (const held of holding(child)) held?.ref?.();
  child.kill("SIGTERM");
  await ended;
}
