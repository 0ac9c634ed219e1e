import { arnRegion } from "../domain/arn.ts";
import type { Services } from "../domain/services.ts";
import type { Answered, Attempted, Functions } from "../domain/trigger/functions.ts";
import { callerCredentials } from "./credentials.ts";
import { environmentOf, type Surroundings } from "./environment.ts";
import type { FunctionSettings, LocalFunction, Runner } from "./function.ts";

type Running = Pick<Services, "clock" | "log" | "random">;

export interface FunctionsOptions extends Running {
  readonly functions: Readonly<Record<string, FunctionSettings>>;
  /** Where relative paths begin. */
  readonly folder: string;
  /** As they are once the service listens. */
  surroundings(): Surroundings;
}

export interface OpenFunctions extends Functions {
  /** Ends every thread and process. */
  close(): Promise<void>;
}

/** Functions as they are declared. Nothing is loaded or started before the first is run. */
export function openFunctions({ functions, folder, surroundings, ...services }: FunctionsOptions): OpenFunctions {
  const { log, random } = services;
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

  async function run({ arn, event, patience }: Attempted): Promise<Answered> {
    const name = functionName(arn);
    const settings = declared.get(name);
    if (!settings) return { kind: "not-run", code: "ResourceNotFoundException", reason: undeclared(arn) };
    if (closed) return { kind: "not-run", code: "ServiceException", reason: "the service is being stopped" };
    const requestId = random.uuid();
    const ended = new AbortController();
    const timer = setTimeout(() => ended.abort(), patience);
    const invocation = {
      requestId,
      arn,
      payload: JSON.stringify(event),
      signal: ended.signal,
      log: (text: string) => log.info({ function: name, requestId }, text),
    };
    try {
      const runner = await runnerOf(name, arnRegion(arn), settings);
      const nobodyWaits = new Promise<Answered>((resolve) => {
        ended.signal.addEventListener("abort", () => resolve({ kind: "no-answer" }));
      });
      return await Promise.race([runner.run(invocation), nobodyWaits]);
    } catch (error) {
      log.error({ function: name, requestId, error: error instanceof Error ? error.stack : String(error) }, "not run");
      return { kind: "not-run", code: "ServiceException", reason: "the service could not run it" };
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    run,
    has: (arn) => declared.has(functionName(arn)),
    async close() {
      closed = true;
      for (const runner of await Promise.all(runners.values())) await runner.close();
    },
  };
}

/** `greet` of `arn:aws:lambda:eu-west-1:123456789012:function:greet`, with or without a version or an alias at its end. */
const functionName = (arn: string): string => arn.split(":")[6] ?? "";

const undeclared = (arn: string) => `functions in poolhouse.yaml has no ${functionName(arn) || arn}`;

/** Each kind is loaded only where there is a function of it. */
async function open(fn: LocalFunction, { clock }: Running): Promise<Runner> {
  const { handler, python, command } = fn.settings;
  if (handler !== undefined) return (await import("./handler/index.ts")).handlerRunner(fn, clock);
  if (python !== undefined) return (await import("./python/index.ts")).pythonRunner(fn, clock);
  if (command !== undefined) return (await import("./command/index.ts")).commandRunner(fn, clock);
  return (await import("./invoke/index.ts")).invokeRunner(fn);
}
