import { setTimeout as wait } from "node:timers/promises";
import type { Services } from "../services.ts";
import type { Invocation } from "./invocation.ts";

/** Records invocations behind the back of whoever calls: nobody waits for it, and nothing fails by it. */
export interface InvocationRecorder {
  record(invocation: Invocation): void;
  /** Resolves when all that was recorded before is in the database. */
  settled(): Promise<void>;
}

/** That wait to be written. A function that is called faster than the database writes leaves gaps in the record. */
const mostWaiting = 1_000;
const mostAtOnce = 100;
/** In milliseconds: what was recorded meanwhile is written in one go, when whoever called has had their answer. */
const gatheredFor = 20;

export function invocationRecorder({
  database,
  clock,
  log,
}: Pick<Services, "database" | "clock" | "log">): InvocationRecorder {
  const waiting: { readonly invocation: Invocation; readonly at: Date }[] = [];
  let writing: Promise<void> = Promise.resolve();
  let isWriting = false;

  async function write(): Promise<void> {
    await wait(gatheredFor);
    while (waiting.length > 0) {
      const batch = waiting.splice(0, mostAtOnce);
      try {
        await database.transaction(async ({ invocations }) => {
          for (const { invocation, at } of batch) await invocations.add(invocation, at);
        });
      } catch {
        for (const one of batch) await writeAlone(one);
      }
    }
    isWriting = false;
  }

  /** A pool that is gone by then takes no other's invocation along. */
  async function writeAlone({ invocation, at }: (typeof waiting)[number]): Promise<void> {
    try {
      await database.invocations.add(invocation, at);
    } catch (error) {
      const { functionName, userPoolId } = invocation;
      log.warn({ function: functionName, userPoolId, error: String(error) }, "an invocation could not be recorded");
    }
  }

  return {
    record(invocation) {
      if (waiting.length >= mostWaiting) return;
      waiting.push({ invocation, at: clock.now() });
      if (waiting.length === mostWaiting) log.warn({}, "functions are called faster than invocations can be recorded");
      if (isWriting) return;
      isWriting = true;
      writing = write();
    },
    settled: () => writing,
  };
}
