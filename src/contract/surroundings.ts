import type { Log } from "../domain/services.ts";

/** What the process lends to a command. */
export interface Surroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Of what goes wrong beside the function. */
  readonly log: Log;
  /** Writes to standard output. */
  print(text: string): void;
}
