import { parseArgs } from "node:util";
import type { DatabaseKind } from "./databases.ts";
import { type RowName, rowNames } from "./rows.ts";

export interface Options {
  readonly databases: readonly DatabaseKind[];
  /** How many users are in the pool: once for each of these. */
  readonly sizes: readonly number[];
  readonly rows: readonly RowName[];
  /** For which each row is measured. */
  readonly seconds: number;
  readonly warmUp: number;
  /** Users of the import job. */
  readonly importRows: number;
}

const usage = `Usage: npm run bench -- [options]
  --quick                              1 second for each row, at most 1,000 users: for trying out
  --database sqlite|postgres|both      what to measure on (both)
  --rows name,name                     rows to measure (all): ${rowNames.join(", ")}
  --seconds n                          for which each row is measured (3)`;

const databaseKinds: Record<string, readonly DatabaseKind[]> = {
  sqlite: ["sqlite"],
  postgres: ["postgres"],
  both: ["sqlite", "postgres"],
};

/** Reads the command line; undefined when it asks for help. Throws an Error that says what is wrong. */
export function readOptions(args: readonly string[]): Options | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      help: { type: "boolean" },
      quick: { type: "boolean", default: false },
      database: { type: "string", default: "both" },
      rows: { type: "string", default: rowNames.join(",") },
      seconds: { type: "string" },
    },
  });
  if (values.help) {
    console.log(usage);
    return undefined;
  }
  const { quick } = values;
  const databases = databaseKinds[values.database];
  if (!databases) throw new Error(`There is no database ${values.database}.\n${usage}`);
  const wanted = values.rows.split(",").map((name) => {
    const row = rowNames.find((candidate) => candidate === name);
    if (!row) throw new Error(`There is no row ${name}.\n${usage}`);
    return row;
  });
  const seconds = Number(values.seconds ?? (quick ? 1 : 3));
  if (!(seconds > 0)) throw new Error(`--seconds takes a number above 0.\n${usage}`);
  return {
    databases,
    rows: wanted,
    seconds,
    sizes: quick ? [0, 100, 1000] : [0, 100, 1000, 10_000, 100_000],
    warmUp: quick ? 0.5 : 1,
    importRows: quick ? 5000 : 100_000,
  };
}
