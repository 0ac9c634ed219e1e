import fc from "fast-check";
import * as z from "zod";
import { constraintsOf } from "../../src/operations/shapes/constraints.ts";

/** Values that lead somewhere, by the names of the members in which they are given. */
export type Familiar = Readonly<Record<string, readonly unknown[]>>;

const prototypeNames = ["__proto__", "constructor", "toString", "hasOwnProperty"];

/** Texts that have broken other programs. */
const tricky = [
  ...[
    "",
    " ",
    "0",
    "-1",
    "null",
    "\u0000",
    "\\",
    '"',
    "'; drop table users; --",
    "<b>&amp;",
    "{####}",
    "%00",
    "../../x",
  ],
  ...["\u{1F600}", "\u{202E}abc", "e\u0301", "\uFFFF", "a\r\nb", "İ", "ß", "_", "%", ...prototypeNames],
  ...["x".repeat(129), "y".repeat(3000)],
];

/**
 * Inputs for an operation, from its own schema: some that it takes, some that it must refuse. A member of a familiar name
 * often has a value that leads somewhere, so that calls get past the first door.
 */
export function inputOf(schema: z.ZodType, familiar: Familiar, name = ""): fc.Arbitrary<unknown> {
  const known = Object.hasOwn(familiar, name) ? familiar[name] : undefined;
  const any = fresh(schema, familiar, name);
  if (!known?.length) return any;
  return fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...known) }, { weight: 1, arbitrary: any });
}

function fresh(schema: z.ZodType, familiar: Familiar, name: string): fc.Arbitrary<unknown> {
  if (schema instanceof z.ZodOptional) {
    return fc.option(inputOf(schema.unwrap() as z.ZodType, familiar, name), { nil: undefined, freq: 2 });
  }
  if (schema instanceof z.ZodObject) return objectOf(schema, familiar);
  if (schema instanceof z.ZodArray)
    return fc.array(inputOf(schema.element as z.ZodType, familiar, name), { maxLength: 4 });
  if (schema instanceof z.ZodRecord) {
    const key = inputOf(schema.keyType as z.ZodType, familiar, `${name} key`).map(String);
    return fc.dictionary(key, inputOf(schema.valueType as z.ZodType, familiar, `${name} value`), { maxKeys: 5 });
  }
  if (schema instanceof z.ZodBoolean) return fc.boolean();
  if (schema instanceof z.ZodNumber) return fc.oneof(fc.integer({ min: 0, max: 100 }), fc.integer(), fc.double());
  const { values } = constraintsOf(schema);
  if (values)
    return fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...values) }, { weight: 1, arbitrary: text(schema) });
  if (schema instanceof z.ZodString) return text(schema);
  return fc.json().map((json) => JSON.parse(json) as unknown);
}

function objectOf(schema: z.ZodObject, familiar: Familiar): fc.Arbitrary<unknown> {
  const members = Object.entries(schema.shape).map(
    ([member, type]) => [member, inputOf(type as z.ZodType, familiar, member)] as const,
  );
  // Now and then a required member is missing, or holds what no schema has.
  return fc
    .record(Object.fromEntries(members))
    .chain((whole) => fc.tuple(fc.constant(whole), fc.constantFrom(...Object.keys(schema.shape)), damage))
    .map(([whole, member, change]) => change(whole, member));
}

type Damage = (whole: Record<string, unknown>, member: string) => Record<string, unknown>;

const damage: fc.Arbitrary<Damage> = fc.oneof(
  { weight: 8, arbitrary: fc.constant<Damage>((whole) => whole) },
  { weight: 1, arbitrary: fc.constant<Damage>((whole, member) => ({ ...whole, [member]: undefined })) },
  {
    weight: 1,
    arbitrary: fc
      .anything({ maxDepth: 2, key: fc.constantFrom(...prototypeNames, "Name") })
      .map<Damage>((value) => (whole, member) => ({ ...whole, [member]: value })),
  },
);

function text(schema: z.ZodType): fc.Arbitrary<string> {
  const { min = 0, max = 64 } = constraintsOf(schema);
  const fitting = fc.string({ unit: "grapheme", minLength: min, maxLength: Math.min(Math.max(max, min), min + 40) });
  const words = fc.stringMatching(/^[a-z0-9_-]{1,24}$/);
  return fc.oneof({ weight: 3, arbitrary: words }, fitting, fc.constantFrom(...tricky));
}
