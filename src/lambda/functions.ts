import { arnRegion } from "../domain/arn.ts";
import type { Invocation } from "../domain/invocation/invocation.ts";
import type { Services } from "../domain/services.ts";
import type { Answered, Attempted, Functions } from "../domain/trigger/functions.ts";
import { callerCredentials } from "./credentials.ts";
import { environmentOf, type Surroundings } from "./environment.ts";
import type { FunctionSettings, LocalFunction, Runner } from "./function.ts";
import { beginRecording } from "./recording.ts";
import { within } from "./within.ts";

type Running = Pick<Services, "clock" | "log" | "random">;

export interface FunctionsOptions extends Running {
  readonly functions: Readonly<Record<string, FunctionSettings>>;
  /** Where relative paths begin. */
  readonly folder: string;
  /** As they are once the service listens. */
  surroundings(): Surroundings;
  /** Is given each attempt, once it is known what came of it. */
  record(invocation: Invocation): void;
}

interface Writing {
  readonly requestId: string;
  write(text: string): void;
}

export interface OpenFunctions extends Functions {
  /**
   * Ends every thread and process, or gives up on a thread that does not end within seconds: nothing ends one that waits
   * for a command of its own (execSync), for which process.exit() would wait too.
   */
  close(): Promise<"ended" | "held up">;
}

/** Functions as they are declared. Nothing is loaded or started before the first is run. */
export function openFunctions(options: FunctionsOptions): OpenFunctions {
  const { functions, folder, surroundings, record, ...services } = options;
  const { clock, log, random } = services;
  const declared = new Map(Object.entries(functions));
  const runners = new Map<string, Promise<Runner>>();
  let closed = false;

  /** One for each region in which it is called, because a function finds in its variables where it is. */
  function runnerOf(name: string, region: string, settings: FunctionSettings): Promise<Runner> {
    const key = `${region}/${name}`;
    const known = runners.get(key);
    if (known) return known;
    const placed = { name, region, folder, settings, instance: random.bytes(16).toString("hex") };
    const around = surroundings();
    const environment = environmentOf(placed, around);
    const runner = open({ ...placed, environment, caller: callerCredentials(around.process) }, services);
    runners.set(key, runner);
    return runner;
  }

  async function run(attempt: Attempted): Promise<Answered> {
    const functionName = nameIn(attempt.arn);
    const requestId = random.uuid();
    const recording = beginRecording(attempt, { requestId, functionName }, clock);
    const write = (text: string) => {
      log.info({ function: functionName, requestId }, text);
      recording.write(text);
    };
    const outcome = await runOrSayWhyNot(attempt, { requestId, write });
    record(recording.end(outcome));
    return outcome;
  }

  async function runOrSayWhyNot({ arn, event, patience }: Attempted, { requestId, write }: Writing): Promise<Answered> {
    const name = nameIn(arn);
    const settings = declared.get(name);
    if (!settings) return notRun("ResourceNotFoundException", `functions in poolhouse.yaml has no ${name || arn}`);
    if (closed) return notRun("ServiceException", "the service is being stopped");
    const patienceEnds = new AbortController();
    const nobodyWaits = Promise.withResolvers<Answered>();
    const timer = setTimeout(() => {
      patienceEnds.abort();
      nobodyWaits.resolve({ kind: "no-answer" });
    }, patience);
    const invocation = { requestId, arn, payload: JSON.stringify(event), signal: patienceEnds.signal, log: write };
    try {
      const runner = await runnerOf(name, arnRegion(arn), settings);
      return await Promise.race([runner.run(invocation), nobodyWaits.promise]);
    } catch (error) {
      log.error({ function: name, requestId, error: error instanceof Error ? error.stack : String(error) }, "failed");
      return notRun("ServiceException", "the service failed to run it, and its log has why");
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    run,
    has: (arn) => declared.has(nameIn(arn)),
    async close() {
      closed = true;
      const ending = (await Promise.all(runners.values())).map((runner) => runner.close());
      const ended = Promise.all(ending).then(() => "ended" as const);
      return within<"ended" | "held up">(secondsToEnd, ended, () => {
        log.warn({}, "a function waits for something that does not end, and ends with the process");
        return "held up";
      });
    },
  };
}

const secondsToEnd = 2;

/** `greet` of `arn:aws:lambda:eu-west-1:123456789012:function:greet`, with or without a version or an alias at its end. */
const nameIn = (arn: string): string => arn.split(":")[6] ?? "";

const notRun = (code: string, reason: string): Answered => ({ kind: "not-run", code, reason });

/** Each kind is loaded only where there is a function of it. */
async function open(fn: LocalFunction, { clock }: Running): Promise<Runner> {
  const { handler, python, command } = fn.settings;
  if (handler !== undefined) return (await import("./handler/index.ts")).handlerRunner(fn, clock);
  if (python !== undefined) return (await import("./python/index.ts")).pythonRunner(fn, clock);
  if (command !== undefined) return (await import("./command/index.ts")).commandRunner(fn, clock);
  return (await import("./invoke/index.ts")).invokeRunner(fn);
}
