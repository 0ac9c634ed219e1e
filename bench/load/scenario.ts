import type { Target } from "../target.ts";
import type { HttpConnection } from "./http-connection.ts";
import type { Step } from "./measure.ts";

/** What a scenario works with. */
export interface Context {
  /** One for each lane; none where nothing goes over HTTP. */
  readonly connections: readonly HttpConnection[];
  readonly target: Target;
}

/** Makes ready what is not to be measured, and gives what is. */
export type Scenario = (context: Context) => Promise<Step>;

/** `next()` goes round and round through `values`. */
export function cycle<Value>(values: readonly Value[]): () => Value {
  if (values.length === 0) throw new Error("There is nobody to work with.");
  let place = 0;
  return () => values[place++ % values.length] as Value;
}
