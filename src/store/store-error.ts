import { DrizzleQueryError } from "drizzle-orm";
import { AlreadyThere } from "../domain/already-there.ts";
import { CognitoError } from "../errors.ts";

/** The database failed. Only the driver's code is kept: its texts hold statements and what was being written. */
export class StoreError extends Error {
  override readonly name = "StoreError";
  readonly code: string;

  constructor(code: string) {
    super(`the database failed: ${code}`);
    this.code = code;
  }
}

const things: Record<string, AlreadyThere["what"]> = {
  pools: "pool",
  clients: "client",
  groups: "group",
  users: "user",
  identifiers: "identifier",
  documents: "document",
};

/** What a driver's error means: `unique` and `parent` are the two constraints that callers can run into. */
export function refusal(constraint: "unique" | "parent" | undefined, code: string, table = ""): Error {
  const what = things[table];
  if (constraint === "unique" && what) return new AlreadyThere(what);
  if (constraint === "parent") {
    return new CognitoError(
      "ResourceNotFoundException",
      undefined,
      "what the new row belongs to was deleted meanwhile",
    );
  }
  return new StoreError(code);
}

/** The error beneath Drizzle's own, whose message holds the statement and its parameters. */
export const withoutStatement = (error: unknown): unknown => (error instanceof DrizzleQueryError ? error.cause : error);
