import type { Document } from "../document/document.ts";

/** Something from which a user has signed in, and when last (ISO 8601). */
export interface Sighting {
  readonly what: string;
  readonly at: string;
}

/** From which devices and addresses a user signs in, the last first. The document's id is the user's sub. */
export type Habits = Document<{ readonly devices: readonly Sighting[]; readonly addresses: readonly Sighting[] }>;
