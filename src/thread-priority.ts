import { readdir, readFile } from "node:fs/promises";
import { constants, getPriority, platform, setPriority } from "node:os";

const threads = "/proc/self/task";
/** A tenth of a processor while the event loop wants it too, all of it otherwise. */
const lower = 10;

/**
 * Lets the event loop go before the threads of libuv's pool, which sign and hash. All of them wait for the event loop, and
 * it waited for a third of its time while they signed all at once; then they had nothing to do. Only Linux gives a thread
 * a priority of its own (setpriority(2)); elsewhere, and where /proc is hidden, all threads stay equal.
 */
export async function putEventLoopFirst(): Promise<void> {
  if (platform() !== "linux") return;
  const all = await readdir(threads).catch(() => []);
  await Promise.allSettled(all.map(giveWay));
}

async function giveWay(thread: string): Promise<void> {
  const name = await readFile(`${threads}/${thread}/comm`, "utf8");
  if (name.trim() === "libuv-worker")
    setPriority(Number(thread), Math.min(getPriority() + lower, constants.priority.PRIORITY_LOW));
}
