import * as z from "zod";
import type { Effect, Effects } from "./effect.ts";

/** A member by its path, as `Policies.PasswordPolicy.MinimumLength`, and what of the table stands at it. */
export interface Member {
  readonly path: string;
  readonly effect: Exclude<Effect, Effects> | undefined;
}

/**
 * Every member of an input with its effect: of a structure its members in its place, unless the table has one effect for
 * all of it.
 */
export function membersOf(schema: z.ZodType, effect: Effect | undefined, path = ""): Member[] {
  const shape = shapeOf(schema);
  if (!shape) return [{ path, effect: isEffect(effect) ? effect : undefined }];
  return Object.entries(shape).flatMap(([name, type]) =>
    membersOf(type as z.ZodType, isEffect(effect) ? effect : effect?.[name], path ? `${path}.${name}` : name),
  );
}

/** The table's own paths that lead to no member of the input. */
export function strangersOf(schema: z.ZodType, effect: Effect, path = ""): string[] {
  if (isEffect(effect)) return [];
  const shape = shapeOf(schema);
  if (!shape) return [path];
  return Object.entries(effect).flatMap(([name, inner]) => {
    const innerPath = path ? `${path}.${name}` : name;
    return Object.hasOwn(shape, name) ? strangersOf(shape[name] as z.ZodType, inner, innerPath) : [innerPath];
  });
}

/** An effect's own keys begin in lower case; those of structures are the API's names. */
const isEffect = (effect: Effect | undefined): effect is Exclude<Effect, Effects> =>
  effect !== undefined && ("test" in effect || "keptOnly" in effect);

/** The members of a structure, or of a list's structures. */
function shapeOf(schema: z.ZodType): Readonly<Record<string, unknown>> | undefined {
  if (schema instanceof z.ZodOptional) return shapeOf(schema.unwrap() as z.ZodType);
  if (schema instanceof z.ZodArray) return shapeOf(schema.element as z.ZodType);
  return schema instanceof z.ZodObject ? schema.shape : undefined;
}
