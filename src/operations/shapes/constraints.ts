import * as z from "zod";

/** What the model says of a type's values. Facts only: the words for a violation are http/aws-json/validation.ts's. */
export interface Constraints {
  /** Least length of a string. */
  readonly min?: number;
  /** Greatest length of a string. */
  readonly max?: number;
  /** AWS's own regular expression, as its messages quote it. */
  readonly pattern?: string;
  /** An enum's values, in the model's order. */
  readonly values?: readonly string[];
  /** Bytes, which a request has in base64. */
  readonly blob?: boolean;
  /** A structure's name in the model. */
  readonly name?: string;
}

const constraints = new WeakMap<z.ZodType, Constraints>();
const sensitiveTypes = new WeakSet<z.ZodType>();

export const constraintsOf = (type: z.ZodType): Constraints => constraints.get(type) ?? {};

export const isSensitive = (type: z.ZodType): boolean => sensitiveTypes.has(type);

/** Marks a type whose values messages never repeat. */
export function sensitive<Type extends z.ZodType>(type: Type): Type {
  sensitiveTypes.add(type);
  return type;
}

/**
 * A string. `match` replaces a `pattern` on which a backtracking engine can take quadratic time or worse: it accepts
 * the same strings, in time linear in their length, while messages go on quoting `pattern`.
 */
export function text({
  match,
  ...facts
}: Omit<Constraints, "values" | "blob" | "name"> & { readonly match?: string } = {}): z.ZodString {
  let type = z.string();
  if (facts.min) type = type.min(facts.min);
  if (facts.max !== undefined) type = type.max(facts.max);
  if (facts.pattern) type = type.check(matching(match ?? facts.pattern));
  constraints.set(type, facts);
  return type;
}

/** A structure that messages print, by its name in the model: one without secrets, its members in the model's order. */
export function structure<Shape extends z.ZodRawShape>(name: string, shape: Shape): z.ZodObject<Shape> {
  const type = z.object(shape);
  constraints.set(type, { name });
  return type;
}

/** One of a few strings. */
export function oneOf<const Values extends readonly [string, ...string[]]>(
  ...values: Values
): z.ZodEnum<z.core.util.ToEnum<Values[number]>> {
  const type = z.enum(values);
  constraints.set(type, { values });
  return type;
}

/** A 32-bit integer. As at AWS, a fraction is cut off; a greater number counts as the greatest. */
export function integer({ min, max }: { readonly min?: number; readonly max?: number } = {}): z.ZodNumber {
  let type = z.number().overwrite((value) => Math.trunc(Math.max(-(2 ** 31), Math.min(2 ** 31 - 1, value))));
  if (min !== undefined) type = type.min(min);
  if (max !== undefined) type = type.max(max);
  return type;
}

/** Bytes, `max` of them at most. They stay in base64, as they came and as documents and answers hold them. */
export function blob({ max }: { readonly max: number }): z.ZodString {
  const type = z.string().check(({ value, issues }) => {
    const bytes = Buffer.from(value, "base64");
    if (bytes.toString("base64") !== value) issues.push({ code: "invalid_type", expected: "file", input: value });
    if (bytes.length > max) issues.push({ code: "too_big", origin: "string", maximum: max, input: value });
  });
  constraints.set(type, { blob: true });
  return sensitive(type);
}

/** A map with a bounded number of entries. */
export const mapOf = <Value extends z.ZodType>(
  keys: z.ZodString,
  values: Value,
  { min, max }: { readonly min: number; readonly max: number },
): z.ZodRecord<z.ZodString, Value> =>
  z.record(keys, values).check(({ value, issues }) => {
    const { length } = Object.keys(value);
    if (length < min) issues.push({ code: "too_small", origin: "map", minimum: min, input: value });
    if (length > max) issues.push({ code: "too_big", origin: "map", maximum: max, input: value });
  });

/** Of an expression by Unicode classes the engine makes tables, for 0.2 ms each: at its first use, not at the start. */
function matching(pattern: string): (payload: z.core.ParsePayload<string>) => void {
  let expression: RegExp | undefined;
  return ({ value, issues }) => {
    expression ??= wholeMatch(pattern);
    if (!expression.test(value)) {
      issues.push({ code: "invalid_format", format: "regex", pattern: expression.toString(), input: value });
    }
  };
}

/** AWS's Java expression, to be matched by the whole string. Java's \s and \S know ASCII alone. */
function wholeMatch(pattern: string): RegExp {
  const everyLine = pattern.startsWith("(?s)");
  const source = (everyLine ? pattern.slice(4) : pattern)
    .replaceAll("[\\S]", "[^ \\t\\n\\v\\f\\r]")
    .replaceAll("\\s", " \\t\\n\\v\\f\\r");
  return new RegExp(`^(?:${source})$`, everyLine ? "su" : "u");
}
