import { z } from "zod";
import { didYouMean } from "./did-you-mean.ts";
import type { Path } from "./mistake.ts";

/** A member that no schema has a place for, and the one that may have been meant. */
export interface UnknownMember {
  readonly path: Path;
  readonly meant: string | undefined;
}

type Schema = z.core.$ZodType;
type Type = z.core.$ZodTypes;

/**
 * The members of `value` that `schema` does not know. The API's schemas drop them without a word, as AWS does; in a
 * file that someone wrote by hand, each is most likely a mistake.
 */
export const unknownMembers = (schema: Schema, value: unknown): UnknownMember[] => within([schema], value, []);

function within(schemas: readonly Schema[], value: unknown, path: Path): UnknownMember[] {
  if (typeof value !== "object" || value === null) return [];
  const types = schemas.flatMap((schema) => typesFor(schema, value));
  if (Array.isArray(value)) {
    const elements = types.flatMap(({ _zod: { def } }) => (def.type === "array" ? [def.element] : []));
    return value.flatMap((element, index) => within(elements, element, [...path, index]));
  }
  const shapes = types.flatMap(({ _zod: { def } }) => (def.type === "object" ? [def.shape] : []));
  const others = types.flatMap(membersOfAnyName);
  const isClosed = shapes.length > 0 && others.length === 0;
  return Object.entries(value).flatMap(([name, member]) => {
    const named = shapes.flatMap((shape) => (Object.hasOwn(shape, name) ? [shape[name]!] : []));
    if (named.length > 0) return within(named, member, [...path, name]);
    if (isClosed) return [{ path: [...path, name], meant: didYouMean(name, shapes.flatMap(Object.keys)) }];
    return within(others, member, [...path, name]);
  });
}

/** What a type says of members whatever their name. */
function membersOfAnyName(type: Type): Schema[] {
  const { def } = type._zod;
  if (def.type === "any" || def.type === "unknown" || def.type === "custom") return [type];
  if (def.type === "record") return [def.valueType];
  if (def.type !== "object" || !def.catchall) return [];
  return (def.catchall as Type)._zod.def.type === "never" ? [] : [def.catchall];
}

/** What stands behind wrappers. Of a union's options only those count that accept the value, if one does. */
function typesFor(schema: Schema, value: unknown): Type[] {
  const type = schema as Type;
  const { def } = type._zod;
  switch (def.type) {
    case "optional":
    case "nullable":
    case "default":
    case "prefault":
    case "nonoptional":
    case "readonly":
    case "catch":
      return typesFor(def.innerType, value);
    case "lazy":
      return typesFor(def.getter(), value);
    case "pipe":
      return typesFor((def.in as Type)._zod.def.type === "transform" ? def.out : def.in, value);
    case "intersection":
      return [...typesFor(def.left, value), ...typesFor(def.right, value)];
    case "union": {
      const accepting = def.options.filter((option) => z.safeParse(option, value).success);
      return (accepting.length > 0 ? accepting : def.options).flatMap((option) => typesFor(option, value));
    }
    default:
      return [type];
  }
}
