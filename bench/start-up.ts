import { type Service, startService } from "./service.ts";
import type { Line } from "./table.ts";

const starts = 5;
const target = 250;

/** How long the built service takes from its process's start to its first answer: the median of five starts. */
export async function measureStart(title: string, database: string): Promise<Line> {
  const times: number[] = [];
  for (let start = 0; start < starts; start++) {
    await using service: Service = await startService(database);
    times.push(service.startedIn);
  }
  times.sort((one, other) => one - other);
  const median = times[Math.floor(starts / 2)]!;
  const check = { value: `${median.toFixed(0)} ms`, target: `< ${target} ms`, met: median < target };
  return { title, checks: [check] };
}
