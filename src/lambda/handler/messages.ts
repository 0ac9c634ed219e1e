import * as z from "zod";

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

const error = z.object({ errorType: z.string(), errorMessage: z.string() });

/** `last`: the thread takes no other invocation. */
export const threadMessage = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("ready"), failure: error.optional() }),
  z.object({ kind: z.literal("log"), text: z.string() }),
  z.object({ kind: z.literal("answer"), payload: z.string(), last: z.boolean() }),
  z.object({ kind: z.literal("error"), error, last: z.boolean() }),
]);

export type ThreadMessage = z.output<typeof threadMessage>;
