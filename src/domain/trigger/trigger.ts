import type { z } from "zod";
import type { Pool } from "../pool/pool.ts";

/** The triggers as LambdaConfig and the texts of errors name them. */
export type TriggerName =
  | "PreSignUp"
  | "PostConfirmation"
  | "PreAuthentication"
  | "PostAuthentication"
  | "PreTokenGeneration"
  | "UserMigration"
  | "DefineAuthChallenge"
  | "CreateAuthChallenge"
  | "VerifyAuthChallengeResponse"
  | "CustomMessage"
  | "CustomEmailSender"
  | "CustomSMSSender"
  | "InboundFederation";

/** One moment at which a pool has a function of its own run: the event that it is sent, and the answer that it gives. */
export interface Trigger<Source extends string, Facts, Answer> {
  readonly name: TriggerName;
  /** Each `triggerSource` that an event of this trigger can have. */
  readonly sources: readonly Source[];
  /** The event's version: "1" for all but the newer ones of PreTokenGeneration. */
  readonly version?: string;
  /** The event's `request`; its optional member `clientMetadata` is added to it. */
  request(facts: Facts): object;
  /** The event's `response` as the function finds it; without, the event has none and nobody reads the answer. */
  readonly response?: object;
  /** What the function may leave in `response`. */
  readonly answer: z.ZodType<Answer>;
  /** AWS takes no member of `response` that it does not know. Elsewhere such a member is ignored, and the log names it. */
  readonly strict?: true;
  /** AWS looks at the `userName` of the event that comes back, too, and takes no other. */
  readonly sameUserName?: true;
}

/** A trigger, whose facts and answer have the types that it says. */
export const defineTrigger =
  <Facts>() =>
  <const Source extends string, Answer>(trigger: Trigger<Source, Facts, Answer>): Trigger<Source, Facts, Answer> =>
    trigger;

/** The ARN of the pool's function for a trigger; undefined where it has none. */
export function functionFor({ settings: { LambdaConfig } }: Pick<Pool, "settings">, name: TriggerName) {
  if (!LambdaConfig) return undefined;
  const configured = name === "PreTokenGeneration" ? LambdaConfig.PreTokenGenerationConfig : LambdaConfig[name];
  return typeof configured === "string" ? configured : configured?.LambdaArn;
}
