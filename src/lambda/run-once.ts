import type { Clock } from "../clock.ts";
import type { Answered } from "../domain/trigger/functions.ts";
import { type Invocation, timedOut } from "./function.ts";
import type { Code, Instances } from "./instances.ts";

/** As at AWS: https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html#runtimes-lifecycle-ib */
const secondsToLoad = 10;

/**
 * Runs an invocation on an instance, which is ended when it takes longer than `timeout` seconds: whatever keeps it busy,
 * nothing else ends it. The time to load the code counts apart.
 */
export async function runOnce(
  { instances, clock, timeout }: { readonly instances: Instances; readonly clock: Clock; readonly timeout: number },
  code: Code,
  invocation: Invocation,
): Promise<Answered> {
  const late = (seconds: number) => timedOut(clock.machineNow(), invocation.requestId, seconds);
  const instance = await instances.lease(code, invocation.signal);
  if (!instance) return { kind: "no-answer" };
  try {
    const failure = await within(secondsToLoad, instance.ready, late);
    if (failure) {
      await instance.end();
      return failure;
    }
    const deadline = clock.machineNow().getTime() + timeout * 1000;
    return await within(timeout, instance.invoke(invocation, deadline), async (seconds) => {
      await instance.end();
      return late(seconds);
    });
  } finally {
    instances.release(instance);
  }
}

/** What `work` comes to, or else, after so many seconds, what `otherwise` does. */
async function within<Result>(
  seconds: number,
  work: Promise<Result>,
  otherwise: (seconds: number) => Result | Promise<Result>,
): Promise<Result> {
  const { promise: late, resolve: giveUp } = Promise.withResolvers<"late">();
  const timer = setTimeout(() => giveUp("late"), seconds * 1000);
  try {
    const first = await Promise.race([work.then((result) => ({ result })), late]);
    return first === "late" ? await otherwise(seconds) : first.result;
  } finally {
    clearTimeout(timer);
  }
}
