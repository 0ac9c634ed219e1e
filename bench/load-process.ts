import { fork } from "node:child_process";
import { join } from "node:path";
import { killedAtExit } from "./at-exit.ts";
import type { Answer, Job } from "./job.ts";
import type { Measured } from "./load/measure.ts";

export interface LoadProcess extends Disposable {
  /** Does one job; wait for it before the next. Rejects when one of its requests fails. */
  run(job: Job): Promise<Measured>;
}

/** Starts the load process. */
export function startLoadProcess(): LoadProcess {
  const child = killedAtExit(fork(join(import.meta.dirname, "load/index.ts")));
  let heard: (answer: Answer) => void = () => {};
  child.on("message", (answer: Answer) => heard(answer));
  child.on("exit", (code, signal) => heard({ error: `The load process ended with ${code ?? signal}.` }));
  return {
    async run(job) {
      const { promise, resolve } = Promise.withResolvers<Answer>();
      heard = resolve;
      child.send(job);
      const answer = await promise;
      if ("error" in answer) throw new Error(answer.error);
      return answer.measured;
    },
    [Symbol.dispose]: () => void child.kill(),
  };
}
