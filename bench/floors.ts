import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { killedAtExit } from "./at-exit.ts";
import type { Job } from "./job.ts";
import type { Measured } from "./load/measure.ts";
import type { ScenarioName } from "./load/scenarios/index.ts";
import type { LoadProcess } from "./load-process.ts";
import { nobody } from "./target.ts";

/** What the machine itself allows; see load/scenarios/floors.ts. */
export const floors = {
  argon2: "argon2",
  oneSignature: "one signature",
  twoSignatures: "two signatures",
  emptyHandler: "empty handler",
} as const satisfies Partial<Record<ScenarioName, string>>;

export type FloorName = keyof typeof floors;

export interface Floors extends Disposable {
  /** Measures what the machine allows at this moment. Nothing else of the bench may be busy. */
  measure(name: FloorName, how: Pick<Job, "seconds" | "warmUp">): Promise<Measured>;
}

/** Makes ready what the floors need: a process with the empty handler. */
export async function startFloors(load: LoadProcess): Promise<Floors> {
  const server = killedAtExit(fork(join(import.meta.dirname, "load/empty-handler.ts")));
  const [url] = (await once(server, "message")) as [string];
  return {
    measure: (name, how) => load.run({ ...how, lanes: 16, scenario: name, target: { ...nobody, url } }),
    [Symbol.dispose]: () => void server.kill(),
  };
}
