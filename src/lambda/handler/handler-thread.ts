import { Worker } from "node:worker_threads";
import type { Answered } from "../../domain/trigger/functions.ts";
import { exited, type Invocation } from "../function.ts";
import type { Instance } from "../instances.ts";
import { answered } from "../payload.ts";
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
  const ready = Promise.withResolvers<Answered | undefined>();
  let running: { readonly invocation: Invocation; resolve(answer: Answered): void } | undefined;
  /** Written before anybody was there to read it. */
  const early: string[] = [];
  let alive = true;

  function settle(answer: (requestId: string) => Answered): void {
    const ended = running;
    running = undefined;
    ended?.resolve(answer(ended.invocation.requestId));
  }
  function lose(how: string | number): void {
    alive = false;
    ready.resolve(exited("", how));
    settle((requestId) => exited(requestId, how));
  }

  worker.on("message", (message: ThreadMessage) => {
    if (message.kind === "log") {
      if (running) running.invocation.log(message.text);
      else if (early.length < 1000) early.push(message.text);
    } else if (message.kind === "ready") {
      ready.resolve(message.failure && { kind: "error", ...message.failure });
    } else {
      alive &&= !message.last;
      settle(() => (message.kind === "answer" ? answered(message.payload) : { kind: "error", ...message.error }));
    }
  });
  worker.on("error", ({ code }: NodeJS.ErrnoException) => {
    // As at AWS where a function takes more memory than it has.
    lose(code === "ERR_WORKER_OUT_OF_MEMORY" ? "signal: killed" : 1);
  });
  worker.on("exit", (code) => lose(code));
  worker.unref();

  return {
    ready: ready.promise,
    isAlive: () => alive,
    invoke(invocation, deadline) {
      const { promise, resolve } = Promise.withResolvers<Answered>();
      running = { invocation, resolve };
      for (const text of early.splice(0)) invocation.log(text);
      const { requestId, arn, payload } = invocation;
      if (alive) worker.postMessage({ requestId, arn, payload, deadline });
      else lose(1);
      return promise;
    },
    async end() {
      alive = false;
      await worker.terminate();
    },
  };
}
