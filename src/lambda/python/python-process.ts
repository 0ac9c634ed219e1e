import * as z from "zod";
import { type ChildOptions, startChild } from "../child.ts";
import type { Instance } from "../instances.ts";
import { leadLines } from "../output.ts";
import { answered, failed, longestAnswer } from "../payload.ts";
import { Turn } from "../turn.ts";

const files = z.array(z.string());
const error = { errorType: z.string(), errorMessage: z.string() };

/** What runtimes/python.py says, a line each. The payload of an answer is the line after it. */
const told = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("log"), text: z.string() }),
  z.object({ kind: z.literal("ready"), failure: z.object(error).optional(), files }),
  z.object({ kind: z.literal("answer"), files }),
  z.object({ kind: z.literal("error"), ...error, files }),
]);

/** In characters: as long as an answer can be where each letter of two bytes is escaped by six. */
const longestLine = 3 * longestAnswer;

/** Starts a process of Python; `onLoaded` is told of each file of the user's own that it has loaded. */
export function startPython(
  options: Omit<ChildOptions, "write">,
  onLoaded: (files: readonly string[]) => void,
): Instance {
  const turn = new Turn();
  const child = startChild({ ...options, write: turn.output.write });
  let payloadIsNext = false;

  function hear(line: string): void {
    const said = toldIn(line);
    if (!said)
      turn.output.write(line); // not the runner's: the function has found the same file open
    else if (said.kind === "log") turn.output.write(said.text);
    else {
      onLoaded(said.files);
      if (said.kind === "ready") turn.loaded(said.failure && failed(said.failure));
      else if (said.kind === "answer") payloadIsNext = true;
      else turn.answer(failed(said));
    }
  }

  const listen = (line: string) => {
    if (!payloadIsNext) return hear(line);
    payloadIsNext = false;
    turn.answer(answered(line));
  };
  leadLines(child.output, listen, longestLine);
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

function toldIn(line: string): z.output<typeof told> | undefined {
  try {
    return told.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined; // no JSON
  }
}
