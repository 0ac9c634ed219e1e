import type { InvocationAttempt } from "../domain/invocation/invocation.ts";
import { isObject } from "../domain/is-object.ts";
import { encryptCode } from "../domain/message/encrypt-code.ts";
import type { Pool } from "../domain/pool/pool.ts";
import type { Answered } from "../domain/trigger/functions.ts";
import { type Deviation, readAnswer } from "../domain/trigger/read-answer.ts";
import { callFunction, patience, type TriggerEvent } from "../domain/trigger/run-trigger.ts";
import type { SampleEvent } from "../domain/trigger/sample-events.ts";
import { failedText, isHidden } from "../domain/user/migrate.ts";
import { CognitoError } from "../errors.ts";
import type { Bench } from "./bench.ts";
import { consequencesOf } from "./consequences.ts";

/** A call of a function on the bench. */
export interface Trial {
  readonly trigger: SampleEvent["trigger"];
  readonly arn: string;
  readonly event: TriggerEvent & Readonly<Record<string, unknown>>;
}

/** What Cognito would do: refuse with an exception, or go on. */
export type Verdict =
  | { readonly kind: "refuses"; readonly exception: string; readonly text: string; readonly reason?: string }
  | { readonly kind: "goes on"; readonly effects: readonly string[] };

/** What came of it. */
export interface Finding {
  readonly attempts: readonly InvocationAttempt[];
  readonly outcome: Answered;
  /** Where the answer is not what the trigger takes. */
  readonly deviations: readonly Deviation[];
  readonly verdict: Verdict;
}

/** Runs a function with an event, as often and as patiently as Cognito does, and finds out what Cognito would make of it. */
export async function examine(bench: Bench, trial: Trial): Promise<Finding> {
  bench.attempts();
  const verdict = await (isSender(trial) ? send(bench, trial) : judge(bench, trial));
  const attempts = bench.attempts();
  const outcome = attempts.at(-1)?.outcome ?? { kind: "no-answer" };
  const deviations =
    outcome.kind === "answer" && !isSender(trial) ? readAnswer(trial.trigger, outcome.answer).deviations : [];
  return { attempts, outcome, deviations, verdict };
}

async function judge({ services }: Bench, { trigger, arn, event }: Trial): Promise<Verdict> {
  // Its warnings are the report's deviations and reasons.
  const silent = { ...services.log, warn: () => undefined };
  try {
    const answer = await callFunction({ ...services, log: silent }, trigger, { arn, event });
    return { kind: "goes on", effects: await consequencesOf(trigger.name, answer, event) };
  } catch (error) {
    if (!(error instanceof CognitoError)) throw error;
    if (trigger.name === "UserMigration" && isHidden(error)) return notMigrated(error, event);
    return { kind: "refuses", exception: error.name, text: error.message, reason: error.reason };
  }
}

/** Callers are told nothing of what went wrong there. */
function notMigrated({ name, message, reason }: CognitoError, { callerContext }: Trial["event"]): Verdict {
  const client = isObject(callerContext) ? String(callerContext.clientId) : "";
  const hiding = "NotAuthorizedException through a client that hides unknown users";
  const text = `${failedText(client)} (${hiding})`;
  return { kind: "refuses", exception: "UserNotFoundException", text, reason: `${name}: ${reason ?? message}` };
}

const isSender = ({ trigger: { response } }: Trial): boolean => response === undefined;

/** Nobody reads what a sender answers, and nothing fails by it. */
async function send({ services: { functions } }: Bench, { arn, event }: Trial): Promise<Verdict> {
  const answered = await functions.run({ arn, event, patience });
  const sent = answered.kind === "answer" || answered.kind === "not-json";
  const effect = sent ? "Takes the message for sent." : "Sends nothing, and writes the failure to the pool's log.";
  return { kind: "goes on", effects: [effect, "The call succeeds, whatever the function does."] };
}

/** The event with a code that the function can decrypt, under the pool's key: 123456, or a temporary password. */
export async function withReadableCode(
  { services }: Pick<Bench, "services">,
  pool: Pool,
  { trigger, event }: Pick<Trial, "trigger" | "event">,
): Promise<Trial["event"]> {
  const { request } = event;
  if (trigger.response !== undefined || !isObject(request) || typeof request.code !== "string") return event;
  const medium = trigger.name === "CustomEmailSender" ? "EMAIL" : "SMS";
  const code = event.triggerSource.endsWith("_AdminCreateUser") ? "Temp0rary!" : "123456";
  return { ...event, request: { ...request, code: await encryptCode(services, pool, { medium, code }) } };
}
