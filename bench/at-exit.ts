import type { ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What must not outlive the bench, however it ends: with its table, by an error, or by a signal. */
const endings = new Set<() => void>();

process.on("exit", () => {
  // Newest first: what runs in a folder ends before the folder goes.
  for (const end of [...endings].reverse()) end();
});
for (const [signal, number] of [
  ["SIGINT", 2],
  ["SIGTERM", 15],
  ["SIGHUP", 1],
] as const) {
  process.once(signal, () => process.exit(128 + number));
}

/** Calls `end`, which has to be done at once, when the bench exits; unless the function that it gives is called before. */
export function atExit(end: () => void): () => void {
  endings.add(end);
  return () => endings.delete(end);
}

/** Gives the child back, killed when the bench exits before it does. */
export function killedAtExit<Child extends ChildProcess>(child: Child): Child {
  const forget = atExit(() => child.kill("SIGKILL"));
  child.once("exit", forget);
  return child;
}

/** A new folder, removed when it is disposed of or when the bench exits. */
export function temporaryFolder(): Disposable & { readonly path: string } {
  const path = mkdtempSync(join(tmpdir(), "poolhouse-bench-"));
  // A process that was just killed may still be writing its last.
  const remove = () => rmSync(path, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  const forget = atExit(remove);
  return {
    path,
    [Symbol.dispose]() {
      forget();
      remove();
    },
  };
}
