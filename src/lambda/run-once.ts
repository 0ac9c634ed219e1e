import type { Clock } from "../clock.ts";
import type { Answered } from "../domain/trigger/functions.ts";
import { type Invocation, timedOut } from "./function.ts";
import type { Code, Instance, Instances } from "./instances.ts";
import type { TurnOutcome } from "./turn.ts";

interface RunOptions {
  readonly instances: Instances;
  readonly clock: Clock;
  /** In seconds. */
  readonly timeout: number;
}

/** As at AWS: https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html#runtimes-lifecycle-ib */
const secondsToLoad = 10;

/**
 * Runs an invocation on an instance, which is ended when it takes longer than `timeout` seconds: whatever keeps it busy,
 * nothing else ends it. The time to load the code counts apart.
 */
export async function runOnce(
  { instances, clock, timeout }: RunOptions,
  code: Code,
  invocation: Invocation,
): Promise<Answered> {
  for (;;) {
    const instance = await instances.lease(code, invocation.signal);
    if (!instance) return { kind: "no-answer" };
    try {
      const outcome = await runOn(instance, { clock, timeout }, invocation);
      if (outcome !== "not taken") return outcome; // else it ended after the one before: the next one takes it
    } finally {
      instances.release(instance);
    }
  }
}

async function runOn(
  instance: Instance,
  { clock, timeout }: Omit<RunOptions, "instances">,
  invocation: Invocation,
): Promise<TurnOutcome> {
  const { requestId } = invocation;
  const late = (seconds: number) => timedOut(clock.machineNow(), requestId, seconds);
  const failure = await within(secondsToLoad, instance.ready, (seconds) => () => late(seconds));
  if (failure) {
    await instance.end();
    return failure(requestId);
  }
  const deadline = clock.machineNow().getTime() + timeout * 1000;
  return within(timeout, instance.invoke(invocation, deadline), async (seconds) => {
    await instance.end();
    return late(seconds);
  });
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
