import { createInterface } from "node:readline";
import { type ChildOptions, startChild } from "../child.ts";
import type { Instance } from "../instances.ts";
import { answered, type FunctionError, failed } from "../payload.ts";
import { Turn } from "../turn.ts";

/** What runtimes/python.py says, a line each. The payload of an answer is the line after it. */
type Told =
  | { readonly kind: "log"; readonly text: string }
  | { readonly kind: "ready"; readonly failure?: FunctionError; readonly files: readonly string[] }
  | { readonly kind: "answer"; readonly files: readonly string[] }
  | ({ readonly kind: "error"; readonly files: readonly string[] } & FunctionError);

/** Starts a process of Python; `onLoaded` is told of each file of the user's own that it has loaded. */
export function startPython(
  options: Omit<ChildOptions, "write">,
  onLoaded: (files: readonly string[]) => void,
): Instance {
  const turn = new Turn();
  const child = startChild({ ...options, write: turn.output.write });
  let payloadIsNext = false;

  function hear(told: Told): void {
    if (told.kind === "log") turn.output.write(told.text);
    else onLoaded(told.files);
    if (told.kind === "ready") turn.loaded(told.failure && failed(told.failure));
    else if (told.kind === "answer") payloadIsNext = true;
    else if (told.kind === "error") turn.answer(failed(told));
  }

  createInterface({ input: child.output }).on("line", (line) => {
    if (!payloadIsNext) return hear(JSON.parse(line));
    payloadIsNext = false;
    turn.answer(answered(line));
  });
  void child.exited.then((how) => turn.ended(how));

  return {
    ready: turn.ready,
    isAlive: () => turn.isAlive,
    invoke(invocation, deadline) {
      const outcome = turn.begin(invocation);
      const { requestId, arn, payload } = invocation;
      child.input.write(`${JSON.stringify({ requestId, arn, deadline })}\n${payload}\n`);
      turn.taken();
      return outcome;
    },
    async end() {
      turn.retire();
      await child.end();
    },
  };
}
