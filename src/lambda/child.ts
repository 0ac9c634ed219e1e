import { spawn } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { platform, constants as system } from "node:os";
import { delimiter, join, resolve } from "node:path";
import type { Readable, Writable } from "node:stream";
import { leadLines } from "./output.ts";

export interface ChildOptions {
  readonly command: readonly [program: string, ...args: string[]];
  /** Where it runs. */
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Is given what it writes, line by line. */
  write(line: string): void;
}

/** A process that ends with the service, however that ends, and takes along what it has started itself. */
export interface Child {
  /** Its file descriptor 3, on which it is told something, and 4, on which it answers. */
  readonly input: Writable;
  readonly output: Readable;
  /** Its exit status, or the signal that ended it, as in `signal: killed`. */
  readonly exited: Promise<number | string>;
  end(): Promise<void>;
}

/**
 * Runs a program, and a watch beside it, both in a process group of their own. The watch reads a pipe that the service
 * holds, and kills the group when that ends: on the service's word, or because the service was killed itself.
 */
const guardian = `
exec 9<&0
{ read -r _ <&9; kill -9 0; } 3<&- 4>&- >/dev/null 2>&1 &
"$@" </dev/null 9<&-`;

export function startChild({ command, folder, environment, write }: ChildOptions): Child {
  const guarded = platform() === "win32" ? command : (["/bin/sh", "-c", guardian, "sh", ...command] as const);
  const [program, ...args] = guarded;
  const child = spawn(program, args, {
    cwd: folder,
    env: { ...environment },
    detached: platform() !== "win32",
    stdio: ["pipe", "pipe", "pipe", "pipe", "pipe"],
  });
  const [held, stdout, stderr, input, output] = child.stdio as [Writable, Readable, Readable, Writable, Readable];
  const exited = new Promise<number | string>((settle) => {
    child.once("exit", (code, signal) => settle(signal === null ? statusOf(code ?? 0) : named(signal)));
    child.once("error", (error) => settle(error.message));
  });
  void exited.then(() => held.destroy()); // what it has left behind ends with the watch
  for (const stream of [held, input, output]) stream.on("error", () => undefined); // it has ended, and that is told apart
  leadLines(stdout, write);
  leadLines(stderr, write);
  return {
    input,
    output,
    exited,
    async end() {
      held.destroy();
      if (platform() === "win32") child.kill();
      await exited;
    },
  };
}

/** A shell ends with 128 and the number of the signal that ended its program. */
function statusOf(status: number): number | string {
  const [name] = Object.entries(system.signals).find(([, number]) => status === 128 + number) ?? [];
  return name === undefined ? status : named(name);
}

/** As Lambda says it. */
const named = (signal: string) => `signal: ${signal === "SIGKILL" ? "killed" : signal}`;

/** Whether a program can be started: a path from the folder, or a name that is on the path of the environment. */
export function canStart(
  program: string,
  { folder, environment }: Pick<ChildOptions, "folder" | "environment">,
): boolean {
  if (/[\\/]/.test(program)) return isExecutable(resolve(folder, program));
  const extensions = ["", ...(environment.PATHEXT?.split(";") ?? [])];
  return (environment.PATH ?? "")
    .split(delimiter)
    .some((place) => extensions.some((extension) => isExecutable(join(place, program + extension))));
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
