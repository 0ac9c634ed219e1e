import type { Clock } from "../clock.ts";
import type { Invocation } from "../domain/invocation/invocation.ts";
import type { Answered, Attempted } from "../domain/trigger/functions.ts";

/** In characters, of an answer and of what a function writes: what is longer is told of in the record, and not kept. */
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
  let left = longestKept;
  const { userPoolId, triggerSource } = (event ?? {}) as Partial<Record<string, unknown>>;
  return {
    write(text) {
      if (left <= 0) return;
      left -= text.length;
      logs.push(left > 0 ? text : "… and more, which is not kept");
    },
    end: (outcome) => ({
      key: invocation ?? requestId,
      functionName,
      arn,
      userPoolId: typeof userPoolId === "string" ? userPoolId : undefined,
      triggerSource: typeof triggerSource === "string" ? triggerSource : undefined,
      event,
      attempts: [
        { requestId, at, duration: clock.machineNow().getTime() - begun, outcome: kept(outcome), logs: [...logs] },
      ],
    }),
  };
}

function kept(outcome: Answered): Answered {
  if (outcome.kind !== "answer") return outcome;
  const length = JSON.stringify(outcome.answer)?.length ?? 0;
  return length > longestKept ? { kind: "answer", answer: `… ${length} characters, which are not kept` } : outcome;
}
