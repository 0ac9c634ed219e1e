import { type Subquery, sql } from "drizzle-orm";
import type {
  PgDatabase,
  PgQueryResultHKT,
  PgSelectBase,
  PgSelectWithout,
  PgTable,
  SelectedFields,
} from "drizzle-orm/pg-core";
import type { GetSelectTableName } from "drizzle-orm/query-builders/select.types";
import type { Schema } from "./schema.ts";

/** A select without `for`, which would compile and then fail on SQLite. */
type Select<Source extends PgTable | Subquery, Fields extends SelectedFields> = PgSelectWithout<
  PgSelectBase<GetSelectTableName<Source>, Fields, "partial">,
  false,
  "for"
>;

/** The statements that both dialects speak; so no `execute`, no `distinct on`, no relational queries. Nor is `ilike` used. */
export interface Queries extends Pick<PgDatabase<PgQueryResultHKT>, "insert" | "update" | "delete"> {
  select<Fields extends SelectedFields>(
    fields: Fields,
  ): { from<Source extends PgTable | Subquery>(source: Source): Select<Source, Fields> };
}

/** Runs one statement; each row comes as an array of its columns. Throws what `refusal` makes of the driver's error. */
export type Run = (statement: string, parameters: readonly unknown[]) => Promise<unknown[][]>;

/** A database as its opener gives it. */
export interface Driver {
  /** The database as a person knows it: its file or address, without a password. */
  readonly label: string;
  readonly tables: Schema;
  /** Drizzle's statements, made in this dialect and run by `run`. */
  queries(run: Run): Queries;
  /** One statement by itself. */
  readonly run: Run;
  /** Runs `work` between BEGIN and COMMIT; ROLLBACK when it throws. */
  transaction<T>(work: (run: Run) => Promise<T>): Promise<T>;
  /** The same, one at a time among all processes, and free to change tables. */
  migration<T>(work: (run: Run) => Promise<T>): Promise<T>;
  /** Takes stock of these tables, where the planner goes by what it knows of them. */
  analyze?(tables: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

/** `count(*)`, which node-postgres gives as a string. */
export const rowCount = sql`count(*)`.mapWith(Number);
