import { Worker } from "node:worker_threads";
import type { Instance } from "../instances.ts";
import { answered, failed } from "../payload.ts";
import { Turn } from "../turn.ts";
import type { ThreadData, ThreadMessage } from "./messages.ts";

/** Built, it is an entry beside the service's; from source it stands here. */
const thread = new URL(import.meta.url.endsWith(".ts") ? "./thread.ts" : "./handler-thread.js", import.meta.url);
const megabyte = 1024 * 1024;

export interface ThreadOptions extends Omit<ThreadData, "memory"> {
  readonly environment: Readonly<Record<string, string>>;
  /** In megabytes. */
  readonly memory: number;
}

/** Starts a thread in which a bundled handler runs. */
export function startThread({ environment, memory, ...data }: ThreadOptions): Instance {
  const worker = new Worker(thread, {
    workerData: { ...data, memory: memory * megabyte } satisfies ThreadData,
    env: { ...environment },
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: memory },
  });
  const turn = new Turn();

  worker.on("message", (message: ThreadMessage) => {
    if (message.kind === "log") return turn.output.write(message.text);
    if (message.kind === "ready") return turn.loaded(message.failure && failed(message.failure));
    if (message.last) turn.retire();
    turn.answer(message.kind === "answer" ? answered(message.payload) : failed(message.error));
  });
  worker.on("error", ({ code }: NodeJS.ErrnoException) => {
    // As at AWS where a function takes more memory than it has.
    turn.ended(code === "ERR_WORKER_OUT_OF_MEMORY" ? "signal: killed" : 1);
  });
  worker.on("exit", (code) => turn.ended(code));
  worker.unref();

  return {
    ready: turn.ready,
    isAlive: () => turn.isAlive,
    invoke(invocation, deadline) {
      const outcome = turn.begin(invocation);
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
