import { functionsFolder } from "./functions.ts";
import type { Measured } from "./load/measure.ts";
import type { LoadProcess } from "./load-process.ts";
import type { Options } from "./options.ts";
import { type TriggerRowName, triggerRows } from "./rows.ts";
import { startService } from "./service.ts";
import type { Line } from "./table.ts";
import type { Target } from "./target.ts";

/** What functions add to a sign-in, one after the other: a service of its own on the same database, with functions declared. */
export async function* measureTriggers(
  { options, load }: { readonly options: Options; readonly load: LoadProcess },
  { database, target }: { readonly database: string; readonly target: Target },
): AsyncGenerator<Line> {
  const rows = triggerRows.filter(({ name }) => options.rows.includes(name));
  if (rows.length === 0) return;
  using functions = functionsFolder();
  await using service = await startService(database, functions.path);
  const { seconds, warmUp } = options;
  const measured = new Map<TriggerRowName, Measured>();
  for (const { name, title, scenario, judge } of rows) {
    await service.idle();
    const functionsTarget = { ...target, url: service.url, functionsFolder: functions.path };
    const result = await load.run({ scenario, target: functionsTarget, lanes: 1, seconds, warmUp });
    measured.set(name, result);
    const check = judge?.(result, measured.get("sign-in-alone"));
    yield { title, measured: result, checks: check ? [check] : [] };
  }
}
