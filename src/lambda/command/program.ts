import { type ChildOptions, startChild } from "../child.ts";
import type { Instance } from "../instances.ts";
import { Turn } from "../turn.ts";
import { openRuntimeApi } from "./runtime-api.ts";

/** Starts a program, with a Runtime API of its own to speak to. */
export function startProgram({ environment, ...options }: Omit<ChildOptions, "write">): Instance {
  const turn = new Turn();
  const api = openRuntimeApi(turn);
  const child = api.address.then((address) =>
    startChild({
      ...options,
      environment: { ...environment, AWS_LAMBDA_RUNTIME_API: address },
      write: turn.output.write,
    }),
  );
  child.then(
    async ({ exited }) => {
      turn.ended(await exited);
      api.close();
    },
    (error) => turn.ended(String(error)),
  );
  return {
    ready: turn.ready,
    isAlive: () => turn.isAlive,
    invoke(invocation, deadline) {
      const outcome = turn.begin(invocation);
      api.offer(invocation, deadline);
      return outcome;
    },
    async end() {
      turn.retire();
      await child.then(
        (started) => started.end(),
        () => undefined,
      );
    },
  };
}
