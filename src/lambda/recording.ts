import type { Clock } from "../clock.ts";
import type { Invocation } from "../domain/invocation/invocation.ts";
import type { Answered, Attempted } from "../domain/trigger/functions.ts";
import { Bounded } from "./bounded.ts";

/**
 * In characters, of an event, of an answer and of what a function writes: what is longer is told of in the record, and not
 * kept. Whoever calls an operation has a say in its event (ClientMetadata), and must not fill the database with it.
 */
const longestKept = 64 * 1024;

interface Named {
  readonly requestId: string;
  readonly functionName: string;
}

/** One attempt as it is taken down for the record. */
export interface Recording {
  write(text: string): void;
  /** The record of it, once it is known what came of it. */
  end(outcome: Answered): Invocation;
}

export function beginRecording({ arn, event, invocation }: Attempted, named: Named, clock: Clock): Recording {
  const { requestId, functionName } = named;
  const at = clock.now().toISOString();
  const begun = clock.machineNow().getTime();
  const logs: string[] = [];
  const bounded = new Bounded(longestKept, (text) => logs.push(text));
  const { userPoolId, triggerSource } = (event ?? {}) as Partial<Record<string, unknown>>;
  return {
    write: (text) => bounded.write(text),
    end: (outcome) => ({
      key: invocation ?? requestId,
      functionName,
      arn,
      userPoolId: typeof userPoolId === "string" ? userPoolId : undefined,
      triggerSource: typeof triggerSource === "string" ? triggerSource : undefined,
      event: kept(event),
      attempts: [
        {
          requestId,
          at,
          duration: clock.machineNow().getTime() - begun,
          outcome: keptOutcome(outcome),
          logs: [...logs],
        },
      ],
    }),
  };
}

const keptOutcome = (outcome: Answered): Answered =>
  outcome.kind === "answer" ? { kind: "answer", answer: kept(outcome.answer) } : outcome;

function kept(value: unknown): unknown {
  const length = JSON.stringify(value)?.length ?? 0;
  return length > longestKept ? `… ${length} characters, which are not kept` : value;
}
