import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { ConfigError, unusableFile } from "../config/config-error.ts";
import type { TestCommand } from "../config/trigger-commands.ts";
import { isObject } from "../domain/is-object.ts";
import type { TriggerEvent } from "../domain/trigger/run-trigger.ts";
import { sampleCast } from "../domain/trigger/sample-cast.ts";
import { type Bench, openBench } from "./bench.ts";
import { differences } from "./differences.ts";
import { examine, type Finding, withReadableCode } from "./examine.ts";
import { type Fixture, readFixture } from "./fixture.ts";
import { holdsMask, maskedMembers } from "./masks.ts";
import type { Surroundings } from "./surroundings.ts";
import { triggerOf } from "./trigger-named.ts";
import { putUser } from "./user-of-event.ts";

/** Runs every fixture of a folder and says of each whether it holds; 1 where one does not. A folder without any is a mistake. */
export async function testFolder({ folder, config }: TestCommand, surroundings: Surroundings): Promise<number> {
  const { print } = surroundings;
  const names = await readdir(folder).catch(unusableFile(folder));
  const files = names.filter((name) => name.endsWith(".json")).sort();
  if (files.length === 0) throw new ConfigError(`There is no fixture (*.json) in ${JSON.stringify(folder)}.`);
  const fixtures = await Promise.all(
    files.map(async (file) => ({ file, fixture: readFixture(await readFile(join(folder, file), "utf8"), file) })),
  );
  await using bench = await openBench(config, surroundings);
  let broken = 0;
  for (const { file, fixture } of fixtures) {
    const { wrong, duration, logs } = await run(bench, fixture);
    print(`${wrong.length === 0 ? "ok" : "not ok"} ${file} (${fixture.function}, ${duration} ms)\n`);
    for (const line of wrong) print(`  ${line}\n`);
    if (wrong.length === 0) continue;
    broken++;
    for (const path of maskedMembers(fixture.event))
      print(`  note: ${path} of the event was masked; put in what will do\n`);
    for (const line of logs) print(`  log: ${line}\n`);
  }
  print(`${fixtures.length - broken} of ${fixtures.length} hold.\n`);
  return broken === 0 ? 0 : 1;
}

async function run(bench: Bench, { function: name, event, expect }: Fixture) {
  const trigger = triggerOf(event.triggerSource, event.version);
  if (!trigger) {
    const wrong = [`no trigger sends ${event.triggerSource} in version ${event.version}`];
    return { wrong, duration: 0, logs: [] };
  }
  const pool = bench.pools.find(({ id }) => id === event.userPoolId) ?? bench.pools[0] ?? sampleCast.pool;
  const arn = `arn:aws:lambda:${pool.region}:${bench.config.accountId}:function:${name}`;
  // What cannot be decrypted any more was masked; somebody may have put in a text of their own.
  const isMasked = isObject(event.request) && holdsMask(event.request.code);
  const sent: TriggerEvent & Fixture["event"] = isMasked
    ? { ...event, ...(await withReadableCode(bench, pool, { trigger, event })) }
    : event;
  await putUser(bench, pool, sent);
  const finding = await examine(bench, { trigger, arn, event: sent });
  const duration = finding.attempts.reduce((sum, attempt) => sum + attempt.duration, 0);
  return { wrong: wrongIn(finding, expect), duration, logs: finding.attempts.flatMap(({ logs }) => logs) };
}

/** In what the function does not do what is expected. */
function wrongIn({ outcome, deviations, verdict }: Finding, expect: Fixture["expect"]): string[] {
  if (outcome.kind === "error") {
    const { errorType, errorMessage } = outcome;
    if (!expect.error) return [`failed: ${errorType}: ${errorMessage}`];
    const error = expect.error.errorType === undefined ? { errorMessage } : { errorType, errorMessage };
    return differences(error, expect.error, "error");
  }
  if (outcome.kind === "not-run") return [`could not be run: ${outcome.reason}`];
  if (outcome.kind !== "answer") return [outcome.kind === "no-answer" ? "gave no answer in time" : "answered no JSON"];
  if (expect.error) return [`answered, and should have failed: ${expect.error.errorMessage}`];
  const { answer } = outcome;
  const response = isObject(answer) ? answer.response : undefined;
  return [
    ...deviations.map(({ path, reason }) => `${path || "answer"}: ${reason}`),
    ...(deviations.length === 0 && verdict.kind === "refuses" ? [`${verdict.exception}: ${verdict.text}`] : []),
    ...(expect.response ? differences(response, expect.response, "response") : []),
  ];
}
