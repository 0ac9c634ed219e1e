import type { Clock } from "../clock.ts";
import type { Answered } from "../domain/trigger/functions.ts";
import { type Invocation, timedOut } from "./function.ts";
import type { Code, Instance, Instances } from "./instances.ts";
import type { TurnOutcome } from "./turn.ts";
import { within } from "./within.ts";

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
    void instance.end();
    return failure(requestId);
  }
  const deadline = clock.machineNow().getTime() + timeout * 1000;
  return within(timeout, instance.invoke(invocation, deadline), (seconds) => {
    void instance.end(); // which nobody need wait for
    return late(seconds);
  });
}
