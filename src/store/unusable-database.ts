import { StartError } from "../start-error.ts";
import { systemReason } from "../system-error.ts";

/** The database cannot be opened by this process. The message is one line for the person who started it. */
export class UnusableDatabase extends StartError {
  override readonly name = "UnusableDatabase";
}

/** Codes of SQLite, and of PostgreSQL (its manual's appendix A) for a connection that it refuses. */
const reasons: Readonly<Record<string, string>> = {
  CONNECTION: "it does not answer",
  SQLITE_CANTOPEN: "it cannot be opened",
  SQLITE_CORRUPT: "it is damaged",
  SQLITE_NOTADB: "it is no SQLite database",
  SQLITE_READONLY: "it is read-only",
  "28000": "this user may not connect",
  "28P01": "the user or password is wrong",
  "3D000": "there is no such database",
  "42501": "this user may not create tables",
  "53300": "it has too many connections",
};

/** An error that says no more than a code, as one line; any other as it is. */
export function unusable(label: string, error: unknown): unknown {
  const { code } = error as { code?: string };
  if (!code) return error;
  const reason = reasons[code];
  return new UnusableDatabase(
    `The database ${label} cannot be used: ${reason === undefined ? systemReason(code) : `${reason} (${code})`}.`,
  );
}
