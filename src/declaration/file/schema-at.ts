import type { z } from "zod";
import type { Path } from "./mistake.ts";

type Schema = z.core.$ZodType;

/** What stands behind wrappers; before a transformation, what a file has. */
export function unwrapped(schema: Schema): z.core.$ZodTypes {
  const type = schema as z.core.$ZodTypes;
  const { def } = type._zod;
  if (def.type === "optional" || def.type === "nullable") return unwrapped(def.innerType);
  return def.type === "pipe" ? unwrapped(def.in) : type;
}

/** Names of the members that the mapping at `path` must have; none where there is to be something else. */
export function requiredMembers(schema: Schema, path: Path): string[] {
  const { def } = path.reduce(memberOf, unwrapped(schema))._zod;
  if (def.type !== "object") return [];
  return Object.entries(def.shape).flatMap(([name, { _zod }]) => (_zod.optin === "optional" ? [] : [name]));
}

function memberOf(schema: z.core.$ZodTypes, step: PropertyKey): z.core.$ZodTypes {
  const { def } = schema._zod;
  if (def.type === "array") return unwrapped(def.element);
  if (def.type === "record") return unwrapped(def.valueType);
  const member = def.type === "object" ? def.shape[String(step)] : undefined;
  return member ? unwrapped(member) : schema;
}
