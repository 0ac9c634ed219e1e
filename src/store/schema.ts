import type { Columns } from "./columns.ts";
import { definePoolTables } from "./schema/pool-tables.ts";
import { defineRecordTables } from "./schema/record-tables.ts";
import { defineSignInTables } from "./schema/sign-in-tables.ts";
import { defineUserTables } from "./schema/user-tables.ts";

/**
 * Every table, once, for both dialects. What hangs on a row goes with it. `version` moves with every change of
 * its row, for compare-and-swap; `sealed` holds what nobody may read who has only the database.
 */
export function defineSchema(columns: Columns) {
  const pools = definePoolTables(columns);
  const users = defineUserTables(columns, pools);
  const parents = { ...pools, ...users };
  return { ...parents, ...defineSignInTables(columns, parents), ...defineRecordTables(columns, parents) };
}

export type Schema = ReturnType<typeof defineSchema>;
