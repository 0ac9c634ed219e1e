import type { Edit } from "../config/trigger-commands.ts";
import { isObject, type Members } from "../domain/is-object.ts";

/** The event with what an edit puts into it; objects on the way are made where there are none. */
export const edited = (event: Members, { path: [first = "", ...rest], value }: Edit): Members => {
  const inner = Object.hasOwn(event, first) ? event[first] : undefined;
  const changed = rest.length === 0 ? value : edited(isObject(inner) ? inner : {}, { path: rest, value });
  return { ...event, [first]: changed };
};
