import type { Clock } from "../../clock.ts";
import type { Pool } from "./pool.ts";

/** What was given, its clock the one that the pool goes by. */
export const inTimeOf = <Given extends { readonly clock: Clock }>(pool: Pool, given: Given): Given => ({
  ...given,
  clock: given.clock.of(pool),
});
