import { Worker } from "node:worker_threads";
import { threadFile } from "../../thread-file.ts";
import type { Instance } from "../instances.ts";
import { answered, failed } from "../payload.ts";
import { Turn } from "../turn.ts";
import { type ThreadData, threadMessage } from "./messages.ts";

const thread = threadFile("handler-thread", "lambda/handler/thread.ts");
const megabyte = 1024 * 1024;
/** In milliseconds: how often the memory of a function that runs is looked at. */
const lookEvery = 50;
/** So many times its memory a thread may come to hold with what it has let go and V8 has not yet collected. */
const withGarbage = 2;
/**
 * In megabytes, beyond where it is ended. A thread that fills its heap up by small things ends itself, but one that has no
 * room for a large one (a map that doubles, a long list) ends the whole process: so it must not come near.
 */
const headroom = 1024;
/** As at AWS where a function takes more memory than it has. */
const outOfMemory = "signal: killed";

export interface ThreadOptions extends Omit<ThreadData, "memory"> {
  readonly environment: Readonly<Record<string, string>>;
  /** In megabytes. */
  readonly memory: number;
}

/** Starts a thread in which a bundled handler runs. */
export function startThread({ environment, memory: megabytes, ...data }: ThreadOptions): Instance {
  const memory = megabytes * megabyte;
  const worker = new Worker(thread, {
    workerData: { ...data, memory } satisfies ThreadData,
    env: { ...environment },
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: megabytes * withGarbage + headroom },
  });
  const turn = new Turn();

  worker.on("message", (said: unknown) => {
    const { data: message } = threadMessage.safeParse(said);
    if (!message) return; // of a package, to whoever has started the thread that it finds itself in
    if (message.kind === "log") return turn.output.write(message.text);
    if (message.kind === "ready") return turn.loaded(message.failure && failed(message.failure));
    if (message.last) turn.retire();
    turn.answer(message.kind === "answer" ? answered(message.payload) : failed(message.error));
  });
  worker.on("error", (thrown: unknown) => turn.ended(isOutOfMemory(thrown) ? outOfMemory : 1));
  worker.on("exit", (code) => turn.ended(code));
  worker.unref();

  async function boundMemory(): Promise<void> {
    const { used_heap_size, external_memory } = await worker.getHeapStatistics();
    if (used_heap_size + external_memory <= memory * withGarbage) return;
    turn.ended(outOfMemory);
    await worker.terminate();
  }

  function watched<Result>(work: Promise<Result>): Promise<Result> {
    let isLooking = false;
    async function look(): Promise<void> {
      if (isLooking) return; // a thread that is busy outside of its code does not say
      isLooking = true;
      await boundMemory().catch(() => undefined); // it has ended by itself
      isLooking = false;
    }
    const looking = setInterval(() => void look(), lookEvery);
    return work.finally(() => clearInterval(looking));
  }

  return {
    ready: watched(turn.ready),
    isAlive: () => turn.isAlive,
    invoke(invocation, deadline) {
      const outcome = watched(turn.begin(invocation));
      const { requestId, arn, payload } = invocation;
      worker.postMessage({ requestId, arn, payload, deadline });
      turn.taken();
      return outcome;
    },
    async end() {
      turn.retire();
      await worker.terminate();
    },
  };
}

const isOutOfMemory = (thrown: unknown): boolean =>
  thrown instanceof Error && "code" in thrown && thrown.code === "ERR_WORKER_OUT_OF_MEMORY";
