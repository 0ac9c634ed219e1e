import type { Resources } from "./read-resources.ts";
import type { Complain } from "./references.ts";
import type { Place } from "./services.ts";

/** What an API is planned with. */
export interface Planning {
  readonly resources: Resources;
  readonly place: Place;
  readonly complain: Complain;
}
