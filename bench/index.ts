/**
 * `npm run bench`: how fast the built service is beside what the machine itself allows, how long it takes to start and how
 * much memory it holds. The load comes from a process of its own; this one starts the others, waits, and prints.
 */
import { availableParallelism, cpus } from "node:os";
import { type Databases, openDatabases } from "./databases.ts";
import { type FloorName, type Floors, floors as floorTitles, startFloors } from "./floors.ts";
import { measureGateway } from "./gateway.ts";
import { measureImport } from "./import-job.ts";
import { type LoadProcess, startLoadProcess } from "./load-process.ts";
import { measureSize } from "./measure-size.ts";
import { type Options, readOptions } from "./options.ts";
import { passwordHashes } from "./seed.ts";
import { measureStart } from "./start-up.ts";
import { formatLine, heading, type Line } from "./table.ts";

/** Enough for newcomers to come as long as any other row is measured. */
const hashesPerSecond = 700;

async function* measureAll(options: Options): AsyncGenerator<Line | string> {
  const { rows, seconds } = options;
  yield heading;
  if (rows.includes("start")) yield await measureStart("start, :memory:", ":memory:");
  using load: LoadProcess = startLoadProcess();
  using floors: Floors = await startFloors(load);
  for (const [name, title] of Object.entries(floorTitles)) {
    yield { title: `floor: ${title}`, measured: await floors.measure(name as FloorName, options), checks: [] };
  }
  const hashes = rows.includes("sign-in-once") ? await passwordHashes(Math.ceil(seconds * hashesPerSecond)) : [];
  if (rows.includes("gateway")) yield* measureGateway(options, load);
  // With nothing to measure on it, no database is made.
  if (rows.every((row) => row === "gateway")) return;
  for (const kind of options.databases) {
    await using databases: Databases = await openDatabases[kind]();
    const atHundred = new Map();
    for (const users of options.sizes) {
      yield `\n${databases.title}, ${users.toLocaleString("en")} users`;
      yield* measureSize({ options, kind, databases, load, floors, hashes, atHundred }, users);
    }
    if (rows.includes("import")) yield await measureImport(databases, floors, options);
  }
}

async function run(options: Options): Promise<void> {
  const processor = `${availableParallelism()} cores (${cpus()[0]?.model.trim()})`;
  console.log(
    `Poolhouse, local mode, Node ${process.versions.node}, ${processor}, 16 connections from another process`,
  );
  let missed = 0;
  for await (const line of measureAll(options)) {
    console.log(typeof line === "string" ? line : formatLine(line));
    if (typeof line !== "string") missed += line.checks.filter(({ met }) => met === false).length;
  }
  console.log(`\n${missed === 0 ? "Every target is reached." : `Targets that were not reached: ${missed}.`}`);
}

try {
  const options = readOptions(process.argv.slice(2));
  if (options) await run(options);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
