import { isDeepStrictEqual } from "node:util";
import { AlreadyThere } from "../../domain/already-there.ts";

/** How one declared thing is brought about. */
export interface Steps<Thing> {
  find(): Promise<Thing | undefined>;
  /** Throws AlreadyThere. */
  create(): Promise<void>;
  /** Brings what is there to what is declared. */
  settle(present: Thing): Promise<void>;
}

/** Creates what is not there and settles what is. Where another instance creates it at the same moment, it is there. */
export async function createOrSettle<Thing>(
  what: AlreadyThere["what"],
  { find, create, settle }: Steps<Thing>,
): Promise<void> {
  for (;;) {
    const present = await find();
    if (present) return settle(present);
    try {
      return await create();
    } catch (error) {
      if (!(error instanceof AlreadyThere && error.what === what)) throw error;
    }
  }
}

/** Whether both are the same as JSON, whatever the order of their members; a member that is undefined is none. */
export const sameJson = (one: unknown, other: unknown): boolean => isDeepStrictEqual(plain(one), plain(other));

const plain = (value: unknown): unknown => (value === undefined ? undefined : JSON.parse(JSON.stringify(value)));
