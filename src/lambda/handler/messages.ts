import type { FunctionError } from "../payload.ts";

/** What the service and the threads in which handlers run say to each other. */

/** What a thread begins with. */
export interface ThreadData {
  /** Of the handler's file, in whose place the bundle is loaded. */
  readonly url: string;
  readonly source: string;
  /** What the file exports as its handler. */
  readonly handlerName: string;
  /** In bytes: a thread that holds more outside of its heap takes no other invocation. */
  readonly memory: number;
}

export interface InvokeMessage {
  readonly requestId: string;
  readonly arn: string;
  /** JSON. */
  readonly payload: string;
  /** In milliseconds since 1970. */
  readonly deadline: number;
}

/** `last`: the thread takes no other invocation. */
export type ThreadMessage =
  | { readonly kind: "ready"; readonly failure?: FunctionError }
  | { readonly kind: "log"; readonly text: string }
  | { readonly kind: "answer"; readonly payload: string; readonly last: boolean }
  | { readonly kind: "error"; readonly error: FunctionError; readonly last: boolean };
