import { readFile } from "node:fs/promises";
import { ConfigError, unusableFile } from "../config/config-error.ts";
import type { InvokeCommand } from "../config/trigger-commands.ts";
import { isObject } from "../domain/is-object.ts";
import type { Pool } from "../domain/pool/pool.ts";
import type { TriggerEvent } from "../domain/trigger/run-trigger.ts";
import { type SampleEvent, sampleEvents } from "../domain/trigger/sample-events.ts";
import { functionFor } from "../domain/trigger/trigger.ts";
import { type Bench, openBench } from "./bench.ts";
import { castOf } from "./cast-of.ts";
import { checkEvent } from "./check-event.ts";
import { edited } from "./edit-event.ts";
import { examine, type Trial, withReadableCode } from "./examine.ts";
import { reportOf } from "./report.ts";
import type { Surroundings } from "./surroundings.ts";
import { triggersNamed } from "./trigger-named.ts";
import { putUser } from "./user-of-event.ts";

type Trigger = SampleEvent["trigger"];

/** Runs the function of a trigger and tells what came of it; 1 where Cognito would refuse, or something is not as it must be. */
export async function invoke(command: InvokeCommand, surroundings: Surroundings): Promise<number> {
  const meant = triggersNamed(command.trigger);
  const given = command.event === undefined ? undefined : await readEvent(command.event);
  await using bench = await openBench(command.config, surroundings);
  const { pool, arn } = functionOf(bench, meant, command);
  const { trigger, event: real } = await sampleFor(bench, pool, { meant, named: command.trigger, given });
  const begun = given ?? (await withReadableCode(bench, pool, { trigger, event: real }));
  const sent = command.edits.reduce<Readonly<Record<string, unknown>>>(edited, begun) as Trial["event"];
  const eventDeviations = checkEvent(sent, real);
  await putUser(bench, pool, sent);
  const finding = await examine(bench, { trigger, arn, event: sent });
  const functionName = arn.split(":")[6] ?? arn;
  surroundings.print(`${reportOf({ ...finding, source: sent.triggerSource, functionName, eventDeviations })}\n`);
  const holds = finding.verdict.kind === "goes on" && finding.deviations.length + eventDeviations.length === 0;
  return holds && finding.outcome.kind === "answer" ? 0 : 1;
}

interface Asked {
  readonly meant: readonly Trigger[];
  /** A trigger's name, or a source. */
  readonly named: string;
  readonly given: Trial["event"] | undefined;
}

/** The event that the pool would send: of the source that is asked for or given, or the trigger's first. Throws ConfigError. */
async function sampleFor(bench: Bench, pool: Pool, { meant, named, given }: Asked): Promise<Omit<Trial, "arn">> {
  const { name } = meant[0] as Trigger;
  const samples = sampleEvents(await castOf(bench, pool, name)).filter(({ trigger }) => meant.includes(trigger));
  const source = given?.triggerSource ?? (named === name ? undefined : named);
  const version = given?.version ?? versionOf(pool, name);
  const sample = samples.find(
    ({ event }) => event.version === version && event.triggerSource === (source ?? event.triggerSource),
  );
  if (!sample) throw new ConfigError(`${name} sends no event of version ${version} from ${source}.`);
  return { trigger: sample.trigger, event: JSON.parse(JSON.stringify(sample.event)) };
}

/** The event in a file: alone, or as a fixture has it. Throws ConfigError. */
async function readEvent(file: string): Promise<Trial["event"]> {
  const text = await readFile(file, "utf8").catch(unusableFile(file));
  const read = parse(text, file);
  const event = isObject(read) && isObject(read.event) ? read.event : read;
  if (!isEvent(event)) throw new ConfigError(`${JSON.stringify(file)} holds no event: it has no triggerSource.`);
  return event;
}

function parse(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ConfigError(`${JSON.stringify(file)} is not JSON.`);
  }
}

const isEvent = (value: unknown): value is TriggerEvent & Trial["event"] =>
  isObject(value) && typeof value.triggerSource === "string";

/** As the pool has PreTokenGeneration; every other event has the first version. */
function versionOf({ settings: { LambdaConfig } }: Pool, name: Trigger["name"]): string {
  if (name !== "PreTokenGeneration") return "1";
  return LambdaConfig?.PreTokenGenerationConfig?.LambdaVersion?.slice(1, 2) ?? "1";
}

/** The function that runs, and the pool that calls it. Throws ConfigError where there is none. */
function functionOf({ pools, config }: Bench, [trigger]: readonly Trigger[], command: InvokeCommand) {
  const { name } = trigger as Trigger;
  const named = pools.filter(({ id }) => command.pool === undefined || id === command.pool);
  const [first] = named;
  if (!first)
    throw new ConfigError(
      `${config.declarationFile} declares ${command.pool ? `no pool ${command.pool}` : "no pool"}.`,
    );
  if (command.function !== undefined) {
    const arn = `arn:aws:lambda:${first.region}:${config.accountId}:function:${command.function}`;
    return { pool: named.find((pool) => functionFor(pool, name) === arn) ?? first, arn };
  }
  for (const pool of named) {
    const arn = functionFor(pool, name);
    if (arn !== undefined) return { pool, arn };
  }
  throw new ConfigError(`No pool in ${config.declarationFile} has a function for ${name}; --function names one.`);
}
