import { isDeepStrictEqual } from "node:util";

/** Whether both are the same as JSON, whatever the order of their members; a member that is undefined is none. */
export const sameJson = (one: unknown, other: unknown): boolean => isDeepStrictEqual(plain(one), plain(other));

const plain = (value: unknown): unknown => (value === undefined ? undefined : JSON.parse(JSON.stringify(value)));
