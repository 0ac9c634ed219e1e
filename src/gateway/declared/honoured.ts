import type * as z from "zod";
import { isReference, type Path } from "./references.ts";

type Schema = z.core.$ZodType;

/**
 * What of `value` the schema knows. Members that it does not know are left out, and their paths are told: nobody shall
 * think that they are in force.
 */
export function honoured(schema: Schema, value: unknown, tell: (path: Path) => void, path: Path = []): unknown {
  if (typeof value !== "object" || value === null || isReference(value)) return value;
  const { def } = behindWrappers(schema, value)._zod;
  if (Array.isArray(value)) {
    if (def.type !== "array") return value;
    return value.map((one, index) => honoured(def.element, one, tell, [...path, index]));
  }
  const entries = Object.entries(value);
  if (def.type === "record") {
    return Object.fromEntries(
      entries.map(([name, one]) => [name, honoured(def.valueType, one, tell, [...path, name])]),
    );
  }
  if (def.type !== "object") return value;
  const kept = entries.filter(([name]) => {
    const known = Object.hasOwn(def.shape, name);
    if (!known) tell([...path, name]);
    return known;
  });
  return Object.fromEntries(kept.map(([name, one]) => [name, honoured(def.shape[name]!, one, tell, [...path, name])]));
}

/** What stands behind wrappers, and of several kinds the one that the value is of. */
function behindWrappers(schema: Schema, value: object): z.core.$ZodTypes {
  const type = schema as z.core.$ZodTypes;
  const { def } = type._zod;
  if (def.type === "optional" || def.type === "nullable" || def.type === "default" || def.type === "prefault") {
    return behindWrappers(def.innerType, value);
  }
  if (def.type === "pipe") return behindWrappers(def.in, value);
  if (def.type !== "union") return type;
  const wanted = Array.isArray(value) ? ["array"] : ["object", "record"];
  const options = def.options.map((option) => behindWrappers(option, value));
  return options.find((option) => wanted.includes(option._zod.def.type)) ?? type;
}
