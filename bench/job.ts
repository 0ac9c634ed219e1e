/** What the load process is asked to do, and what it answers. */
import type { Measured } from "./load/measure.ts";
import type { ScenarioName } from "./load/scenarios/index.ts";
import type { Target } from "./target.ts";

export interface Job {
  readonly scenario: ScenarioName;
  readonly target: Target;
  /** How many of its steps run at once, each on a connection of its own. */
  readonly lanes: number;
  readonly seconds: number;
  /** Seconds for which it runs before it is measured. */
  readonly warmUp: number;
}

export type Answer = { readonly measured: Measured } | { readonly error: string };
