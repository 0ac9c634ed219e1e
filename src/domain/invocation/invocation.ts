import type { Answered } from "../trigger/functions.ts";

/** One attempt of a call of a function, and what came of it. */
export interface InvocationAttempt {
  readonly requestId: string;
  /** ISO 8601, by the service's clock. */
  readonly at: string;
  /** In milliseconds. */
  readonly duration: number;
  readonly outcome: Answered;
  /** What the function wrote until then. */
  readonly logs: readonly string[];
}

/** A call of a function, with as many attempts as it took. */
export interface Invocation {
  /** The attempts of one call share it. */
  readonly key: string;
  readonly functionName: string;
  readonly arn: string;
  /** Absent where no pool calls. */
  readonly userPoolId?: string;
  readonly triggerSource?: string;
  /** Text where it was too long to be kept. */
  readonly event: unknown;
  readonly attempts: readonly InvocationAttempt[];
}

/** An invocation that was recorded: numbered in the order in which they were. */
export interface RecordedInvocation extends Invocation {
  readonly id: string;
  readonly at: Date;
}
