import { readdir, readFile } from "node:fs/promises";
import { constants, getPriority, platform, setPriority } from "node:os";
import { PerformanceObserver } from "node:perf_hooks";
import v8 from "node:v8";

/**
 * How large V8's new space becomes, in bytes, of which a half is in use: the larger, the less is collected, and the more is
 * resident. The service signs in three in a hundred more with twice as much, and stays below 150 MB; a gateway gains nothing.
 */
const newSpace = { service: 16 * 1024 * 1024, gateway: 8 * 1024 * 1024 } as const;

/** Sets a process that is up for many requests at once: its heap and its threads. Sooner, the start would take longer. */
export async function prepareForLoad(process: keyof typeof newSpace): Promise<void> {
  boundYoungGeneration(newSpace[process]);
  await putEventLoopFirst();
}

/**
 * Keeps V8's heap small without collecting it all the time. By itself V8 lets the new space grow to 128 MB under load, and
 * the old one to several times of what is alive: 260 MB resident, where 150 serve as fast. `--max-semi-space-size` is the
 * setting for it, but once the process runs it has no effect. The factor by which the new space grows has: it is taken
 * back to 1 at the collection after which the space is large enough, and given again when V8 has shrunk it.
 */
function boundYoungGeneration(enough: number): void {
  function steer(): void {
    const present = v8.getHeapSpaceStatistics().find(({ space_name }) => space_name === "new_space");
    v8.setFlagsFromString(`--semi-space-growth-factor=${(present?.space_size ?? 0) < enough ? 2 : 1}`);
  }
  v8.setFlagsFromString("--heap-growing-percent=15");
  new PerformanceObserver(steer).observe({ entryTypes: ["gc"] });
  steer();
}

const threads = "/proc/self/task";
/** A tenth of a processor while the event loop wants it too, all of it otherwise. */
const lower = 10;

/**
 * Lets the event loop go before the threads of libuv's pool, which sign and hash. All of them wait for the event loop, and
 * it waited for a third of its time while they signed all at once; then they had nothing to do. Only Linux gives a thread
 * a priority of its own (setpriority(2)); elsewhere, and where /proc is hidden, all threads stay equal.
 */
async function putEventLoopFirst(): Promise<void> {
  if (platform() !== "linux") return;
  const all = await readdir(threads).catch(() => []);
  await Promise.allSettled(all.map(giveWay));
}

async function giveWay(thread: string): Promise<void> {
  const name = await readFile(`${threads}/${thread}/comm`, "utf8");
  if (name.trim() !== "libuv-worker") return;
  setPriority(Number(thread), Math.min(getPriority() + lower, constants.priority.PRIORITY_LOW));
}
