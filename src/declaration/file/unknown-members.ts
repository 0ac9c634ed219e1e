import type { z } from "zod";
import type { Path } from "./mistake.ts";
import { unwrapped } from "./schema-at.ts";

/** A member that the schema has no place for, and the one that may have been meant. */
export interface UnknownMember {
  readonly path: Path;
  readonly meant: string | undefined;
}

type Schema = z.core.$ZodType;

/**
 * The members of `value` that `schema` does not know. The API's schemas drop them without a word, as AWS does; in a
 * file that someone wrote by hand, each is most likely a mistake. Looks into mappings, lists and records, which is all
 * that those schemas are made of.
 */
export function unknownMembers(schema: Schema, value: unknown, path: Path = []): UnknownMember[] {
  if (typeof value !== "object" || value === null) return [];
  const { def } = unwrapped(schema)._zod;
  if (Array.isArray(value)) {
    if (def.type !== "array") return [];
    return value.flatMap((element, index) => unknownMembers(def.element, element, [...path, index]));
  }
  return Object.entries(value).flatMap(([name, member]) => {
    const here = [...path, name];
    if (def.type === "record") return unknownMembers(def.valueType, member, here);
    if (def.type !== "object") return [];
    if (Object.hasOwn(def.shape, name)) return unknownMembers(def.shape[name]!, member, here);
    return [{ path: here, meant: didYouMean(name, Object.keys(def.shape)) }];
  });
}

/** The name among `names` that was most likely meant by `given`: it differs by case, or by one letter in three, two at most. */
function didYouMean(given: string, names: readonly string[]): string | undefined {
  const reach = Math.min(2, Math.floor(given.length / 3));
  const near = names.map((name) => ({ name, distance: editDistance(given.toLowerCase(), name.toLowerCase()) }));
  return near.filter(({ distance }) => distance <= reach).sort((one, other) => one.distance - other.distance)[0]?.name;
}

/** How many letters must be put in, left out or replaced to make one text of the other (Levenshtein). */
function editDistance(from: string, to: string): number {
  let above = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (const [row, letter] of [...from].entries()) {
    const current = [row + 1];
    for (let column = 0; column < to.length; column++) {
      const replaced = above[column]! + (to[column] === letter ? 0 : 1);
      current.push(Math.min(replaced, above[column + 1]! + 1, current[column]! + 1));
    }
    above = current;
  }
  return above[to.length]!;
}
