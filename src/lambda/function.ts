import type { Answered } from "../domain/trigger/functions.ts";
import type { Credentials } from "./credentials.ts";

/** A function as `functions` of poolhouse.yaml declares it; one of `handler`, `python`, `command` and `invoke` is there. */
export interface FunctionSettings {
  /** A file in TypeScript or JavaScript and what it exports: `./triggers/pre-sign-up.ts#handler`. */
  readonly handler?: string;
  /** A file in Python and the function in it: `./triggers/greet.py#handler`. */
  readonly python?: string;
  /** A program with its arguments that speaks the Lambda Runtime API. */
  readonly command?: readonly string[];
  /** An endpoint that speaks the Lambda Invoke API. */
  readonly invoke?: string;
  /** What that endpoint calls it; its own name when left out. */
  readonly functionName?: string;
  readonly environment: Readonly<Record<string, string>>;
  /** In seconds. */
  readonly timeout: number;
  /** In megabytes. */
  readonly memory: number;
}

/** A function by its name, as it runs here. */
export interface LocalFunction {
  readonly name: string;
  /** Where relative paths begin, and where its program runs: the folder of poolhouse.yaml. */
  readonly folder: string;
  readonly settings: FunctionSettings;
  /** Of the ARN by which it is called. */
  readonly region: string;
  /** All that it is given of variables. */
  readonly environment: Readonly<Record<string, string>>;
  /** With what the service calls it where it is elsewhere. */
  readonly caller: Credentials;
}

/** One run of a function, as whoever runs it is asked for it. */
export interface Invocation {
  readonly requestId: string;
  /** By which it was called. */
  readonly arn: string;
  /** The event as JSON. */
  readonly payload: string;
  /** Aborted when nobody waits for it any more: what has not begun by then need not. */
  readonly signal: AbortSignal;
  /** What the function writes meanwhile, a line or several at a time. */
  log(text: string): void;
}

/** Runs one function, in the way of its kind. */
export interface Runner {
  /** Never rejects. */
  run(invocation: Invocation): Promise<Answered>;
  /** Ends all that runs. */
  close(): Promise<void>;
}

/** A file and the name of a function in it, out of `./x.ts#handler`; without a name it is `handler`. */
export function handlerOf(reference: string): { readonly file: string; readonly name: string } {
  const [file = "", name = "handler"] = reference.split("#");
  return { file, name };
}

/** As AWS words a function that did not answer in the time that its settings give it. */
export const timedOut = (at: Date, requestId: string, seconds: number): Answered => ({
  kind: "error",
  errorType: "Sandbox.Timedout",
  errorMessage: `${at.toISOString()} ${requestId} Task timed out after ${seconds.toFixed(2)} seconds`,
});

/** As AWS words a function whose process ends in the midst of it: with a status, or by a signal. */
export const exited = (requestId: string, how: string | number): Answered => ({
  kind: "error",
  errorType: "Runtime.ExitError",
  errorMessage: `RequestId: ${requestId} Error: ${exitReason(how)}`,
});

function exitReason(how: string | number): string {
  if (how === 0) return "Runtime exited without providing a reason";
  return `Runtime exited with error: ${typeof how === "number" ? `exit status ${how}` : how}`;
}
