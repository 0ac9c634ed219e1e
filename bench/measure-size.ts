import type { DatabaseKind, Databases } from "./databases.ts";
import type { Floors } from "./floors.ts";
import type { Measured } from "./load/measure.ts";
import type { LoadProcess } from "./load-process.ts";
import { measureTriggers } from "./measure-triggers.ts";
import type { Options } from "./options.ts";
import { populate } from "./populate.ts";
import { loadRows, mostUsers, type Row, type RowName, triggerRows } from "./rows.ts";
import { type Service, startService } from "./service.ts";
import { measureStart } from "./start-up.ts";
import type { Line } from "./table.ts";
import type { Target } from "./target.ts";

/** What is measured on one kind of database, size after size. */
export interface Series {
  readonly options: Options;
  readonly kind: DatabaseKind;
  readonly databases: Databases;
  readonly load: LoadProcess;
  readonly floors: Floors;
  /** For users who shall have a hash of their own. */
  readonly hashes: readonly string[];
  /** What was measured at 100 users; filled as it is. */
  readonly atHundred: Map<RowName, Measured>;
}

/** Seconds within which a row ends that has a fixed amount of work. */
const longest = 60;
const megabyte = 1_000_000;
const mostMegabytes = 150;

/** Starts a service on an empty database, puts so many users into it, and measures each row. */
export async function* measureSize(series: Series, users: number): AsyncGenerator<Line> {
  const { options, kind, databases, load, floors, hashes, atHundred } = series;
  const wanted = (name: RowName) => options.rows.includes(name);
  const rows: readonly (Row & { name: RowName })[] = loadRows.filter(
    ({ name, leastUsers }) => wanted(name) && users >= leastUsers,
  );
  const ofTriggers = users === 100 && triggerRows.some(({ name }) => wanted(name));
  const database = await databases.create();
  let target: Target | undefined;
  if (rows.length > 0 || ofTriggers) {
    await using service: Service = await startService(database.option);
    target = await populate(service.url, database.config, { users, hashes });
    for (const { name, title, scenario, lanes, floor, once, judges } of rows) {
      await service.idle();
      const { seconds, warmUp } = options;
      const floorRate = floor && (await floors.measure(floor, { seconds: seconds / 2, warmUp: warmUp / 4 })).rate;
      const howLong = once ? { seconds: longest, warmUp: 0 } : { seconds, warmUp };
      const measured = await load.run({ scenario, target, lanes, ...howLong });
      if (users === 100) atHundred.set(name, measured);
      const circumstances = { database: kind, users, floor, floorRate, atHundred: atHundred.get(name) };
      yield { title, measured, checks: judges.flatMap((judge) => judge(measured, circumstances) ?? []) };
    }
    if (wanted("memory")) yield memoryLine(await service.memory(), users);
  }
  if (ofTriggers && target) yield* measureTriggers({ options, load }, { database: database.option, target });
  if (wanted("start") && users === Math.max(...options.sizes)) {
    yield await measureStart("start on this database", database.option);
  }
}

function memoryLine(bytes: number | undefined, users: number): Line {
  const title = "resident memory after that";
  if (bytes === undefined) return { title, checks: [{ value: "not known without /proc" }] };
  const megabytes = bytes / megabyte;
  const value = `${megabytes.toFixed(0)} MB`;
  if (users < mostUsers) return { title, checks: [{ value }] };
  return { title, checks: [{ value, target: `< ${mostMegabytes} MB`, met: megabytes < mostMegabytes }] };
}
