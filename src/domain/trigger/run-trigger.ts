import { fail } from "../../errors.ts";
import type { Pool } from "../pool/pool.ts";
import type { Services } from "../services.ts";
import type { Answered } from "./functions.ts";
import { callerContext, type Occasion } from "./occasion.ts";
import { readAnswer } from "./read-answer.ts";
import { functionFor, type Trigger } from "./trigger.ts";

/** What a trigger needs to run a function. */
export type Running = Pick<Services, "functions" | "random" | "log">;

/** What happens that a pool's function is asked or told about. */
export interface Happening<Source, Facts> {
  readonly pool: Pool;
  readonly source: Source;
  readonly userName: string;
  readonly occasion: Occasion;
  readonly facts: Facts;
}

/** How long Cognito waits for an answer, in milliseconds, and how often it asks where none comes in that time. */
export const patience = 5_000;
const attemptsAllowed = 3;
const longestLogged = 500;

/**
 * Runs the pool's function for a trigger and reads its answer; undefined where the pool has none, which costs nothing. Only an
 * attempt that brought no answer in time is repeated (AWS: "Customizing user pool workflows with Lambda triggers").
 * Throws UserLambdaValidationException for a function that failed, InvalidLambdaResponseException for an answer that cannot
 * be used, and UnexpectedLambdaException for a function that could not be run.
 */
export async function runTrigger<Source extends string, Facts, Answer>(
  services: Running,
  trigger: Trigger<Source, Facts, Answer>,
  happening: Happening<Source, Facts>,
): Promise<Answer | undefined> {
  const arn = functionFor(happening.pool, trigger.name);
  if (arn === undefined) return undefined;
  const answered = await attempt(services, arn, eventOf(trigger, happening));
  return judge(services, trigger, { answered, arn, happening });
}

/** The event that a function is sent. */
export function eventOf<Source extends string, Facts>(
  { version = "1", request, response }: Pick<Trigger<Source, Facts, unknown>, "version" | "request" | "response">,
  { pool, source, userName, occasion, facts }: Happening<Source, Facts>,
) {
  const { clientMetadata } = occasion;
  return {
    version,
    triggerSource: source,
    region: pool.replica?.region ?? pool.region,
    userPoolId: pool.id,
    userName,
    callerContext: callerContext(occasion),
    request: { ...request(facts), ...(clientMetadata && { clientMetadata }) },
    ...(response && { response }),
  };
}

async function attempt({ functions, random }: Running, arn: string, event: object): Promise<Answered> {
  const invocation = random.uuid();
  for (let made = 1; ; made++) {
    const answered = await functions.run({ arn, event, patience, invocation });
    if (answered.kind !== "no-answer" || made === attemptsAllowed) return answered;
  }
}

interface Attempt<Source, Facts> {
  readonly answered: Answered;
  readonly arn: string;
  readonly happening: Happening<Source, Facts>;
}

function judge<Source extends string, Facts, Answer>(
  { log }: Running,
  trigger: Trigger<Source, Facts, Answer>,
  { answered, arn, happening: { pool, source, userName } }: Attempt<Source, Facts>,
): Answer {
  const { name } = trigger;
  const facts = { userPoolId: pool.id, triggerSource: source, function: arn };
  switch (answered.kind) {
    case "error":
      return fail("UserLambdaValidationException", `${name} failed with error ${answered.errorMessage}.`);
    case "no-answer": {
      log.warn(facts, `a function gave no answer within ${patience / 1000} seconds, ${attemptsAllowed} times`);
      const text = "Socket timeout while invoking Lambda function";
      return fail("UnexpectedLambdaException", `${name} invocation failed due to error ${text}.`);
    }
    case "not-run":
      log.warn({ ...facts, reason: answered.reason }, "a function could not be run");
      return fail(
        "UnexpectedLambdaException",
        `${name} invocation failed due to error ${answered.code}.`,
        answered.reason,
      );
    case "not-json":
      log.warn(facts, "a function answered with something that is no JSON");
      return fail("InvalidLambdaResponseException", "Invalid lambda function output : Invalid JSON");
    case "answer": {
      if (trigger.sameUserName && userNameIn(answered.answer, userName) !== userName) {
        const text = "Invalid user name. User name in Lambda mismatches the actual username.";
        return fail("InvalidLambdaResponseException", text);
      }
      const { answer, deviations } = readAnswer(trigger, answered.answer);
      for (const { path, reason } of deviations) {
        const shown = reason.slice(0, longestLogged);
        log.warn({ ...facts, path, reason: shown }, "a function's answer is not what its trigger takes");
      }
      return answer ?? fail("InvalidLambdaResponseException", "Unrecognizable lambda output");
    }
  }
}

/** The userName that came back; the event's own where there is none to compare. */
const userNameIn = (returned: unknown, own: string): unknown =>
  typeof returned === "object" && returned !== null && "userName" in returned ? returned.userName : own;
