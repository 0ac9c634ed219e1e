/**
 * A thread in which a handler runs: loads the bundle, and answers one invocation after the other as Lambda's own Node.js
 * runtime does. It knows nothing of the service, and what the function breaks in here is its own.
 */
import module, { createRequire } from "node:module";
import { getHeapStatistics } from "node:v8";
import { parentPort, workerData } from "node:worker_threads";
import { type FunctionError, longestAnswer, tooLong } from "../payload.ts";
import { leadConsole } from "./console.ts";
import { contextOf } from "./context.ts";
import { functionError, inFull } from "./function-error.ts";
import type { InvokeMessage, ThreadData, ThreadMessage } from "./messages.ts";

type Handler = (event: unknown, context: object, callback: Callback) => unknown;
type Callback = (error: unknown, answer?: unknown) => void;

const { url, source, handlerName, memory } = workerData as ThreadData;
const port = parentPort!;
const tell = (message: ThreadMessage) => port.postMessage(message);
const beginOutput = leadConsole([process.stdout, process.stderr], (text) => tell({ kind: "log", text }));

/** Ends the invocation that runs. */
let running: ((message: ThreadMessage) => void) | undefined;

async function load(): Promise<Handler> {
  module.registerHooks({
    load: (asked, context, next) =>
      asked === url ? { format: "module", source, shortCircuit: true } : next(asked, context),
  });
  process.setSourceMapsEnabled(true);
  // What is CommonJS in the bundle calls it for what is not in there.
  Object.assign(globalThis, { require: createRequire(url) });
  const exports = await import(url);
  const handler = exports[handlerName] ?? exports.default?.[handlerName];
  if (typeof handler === "function") return handler;
  const reason = handler === undefined ? "is undefined or not exported" : "is not a function";
  throw Object.assign(new Error(`${handlerName} ${reason}`), { name: "Runtime.HandlerNotFound" });
}

function invoke(handler: Handler, { payload, ...about }: InvokeMessage): void {
  /** Of a callback that waits for the loop to be empty. */
  let answer: unknown = null;
  const onEmptyLoop = () => finish(answerWith(answer));
  const finish = (message: ThreadMessage) => {
    if (running !== finish) return; // it has ended before, and what runs now is another
    running = undefined;
    process.off("beforeExit", onEmptyLoop);
    port.ref();
    tell(message);
  };
  running = finish;
  beginOutput();
  process.on("beforeExit", onEmptyLoop);
  port.unref(); // a loop that holds nothing of the function's is empty

  const succeed = (value?: unknown) => finish(answerWith(value));
  const fail = (thrown: unknown) => finish(failWith(thrown));
  const done: Callback = (error, value) => (isNone(error) ? succeed(value) : fail(error));
  const context = { ...contextOf(process.env, about), succeed, fail, done };
  const callback: Callback = (error, value) => {
    if (!isNone(error) || !context.callbackWaitsForEmptyEventLoop) done(error, value);
    else answer = value;
  };
  try {
    const returned = handler(JSON.parse(payload), context, callback);
    if (isThenable(returned)) returned.then(succeed, fail);
  } catch (error) {
    fail(error);
  }
}

const isNone = (error: unknown) => error === null || error === undefined;

const isThenable = (value: unknown): value is PromiseLike<unknown> =>
  typeof (value as PromiseLike<unknown> | null | undefined)?.then === "function";

function answerWith(value: unknown): ThreadMessage {
  try {
    const payload = JSON.stringify(value) ?? "null";
    if (Buffer.byteLength(payload) > longestAnswer) return { kind: "error", error: tooLong, last: isFull() };
    return { kind: "answer", payload, last: isFull() };
  } catch (error) {
    const errorMessage = `Unable to stringify response body: ${error instanceof Error ? error.message : error}`;
    return { kind: "error", error: { errorType: "Runtime.MarshalError", errorMessage }, last: isFull() };
  }
}

function failWith(thrown: unknown, error: FunctionError = functionError(thrown), last = isFull()): ThreadMessage {
  process.stderr.write(`${inFull(thrown)}\n`);
  return { kind: "error", error, last };
}

/** Buffers are not bounded by the thread's limits. */
const isFull = () => getHeapStatistics().external_memory > memory;

/** What nobody catches ends the function's process at AWS, and this thread. */
function end(thrown: unknown, errorType?: string): void {
  const error = functionError(thrown);
  const message = failWith(thrown, { ...error, errorType: errorType ?? error.errorType }, true);
  running?.(message);
  process.exit(1);
}

process.on("uncaughtException", (error) => end(error));
process.on("unhandledRejection", (reason) => end(reason, "Runtime.UnhandledPromiseRejection"));
// A function that kills its process means its own, which at AWS is not the service's.
const { kill } = process;
process.kill = (pid, signal) =>
  pid === process.pid && signal !== 0 ? process.exit(1) : kill.call(process, pid, signal);

try {
  const handler = await load();
  port.on("message", (message: InvokeMessage) => invoke(handler, message));
  tell({ kind: "ready" });
} catch (error) {
  process.stderr.write(`${inFull(error)}\n`);
  tell({ kind: "ready", failure: functionError(error) });
}
