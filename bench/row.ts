import type { FloorName } from "./floors.ts";
import type { Judge } from "./judges.ts";
import type { ScenarioName } from "./load/scenarios/index.ts";

/** What is measured under load, at one size of the pool after the other. */
export interface Row {
  readonly name: string;
  readonly title: string;
  readonly scenario: ScenarioName;
  readonly lanes: number;
  /** With fewer users than this there is nothing to measure. */
  readonly leastUsers: number;
  /** The sizes that tell something, where not all of them do. */
  readonly sizes?: readonly number[];
  /** What of the machine limits it. */
  readonly floor?: FloorName;
  /** It is measured cold, because what it works with can be used only once. */
  readonly once?: true;
  /** It looks at a group in which everybody is. */
  readonly group?: true;
  readonly judges: readonly Judge[];
}
