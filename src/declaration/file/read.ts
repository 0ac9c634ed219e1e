import type { z } from "zod";
import { firstOfEachLine, type Mistake, refusal } from "./mistake.ts";
import { unknownMembers } from "./unknown-members.ts";
import { violations } from "./violations.ts";
import { readYaml, type YamlSource } from "./yaml-source.ts";

/**
 * What the YAML `text` of the file `fileName` declares, as `schema` makes it. An empty file is an empty mapping.
 * Throws DeclarationError with every mistake: in the values, and names that the schema does not know and would drop.
 * Where the text is not sound YAML, it names what makes it so and no more, for the rest would be guesswork.
 */
export function readDeclaration<Schema extends z.ZodType>(
  text: string,
  fileName: string,
  schema: Schema,
): z.output<Schema> {
  const source = readYaml(text);
  // One mistake in the syntax makes the parser stumble over what follows, so a line has one.
  if (source.mistakes.length > 0) throw refusal(text, fileName, firstOfEachLine(text, source.mistakes));
  const input = source.value ?? {};
  const result = schema.safeParse(input);
  const unknown = unknownNames(schema, input, source);
  if (result.success && unknown.length === 0) return result.data;
  throw refusal(text, fileName, [...unknown, ...wrongValues(schema, result.error?.issues ?? [], input, source)]);
}

const unknownNames = (schema: z.ZodType, input: unknown, source: YamlSource): Mistake[] =>
  unknownMembers(schema, input).map(({ path, meant }) => ({
    path,
    offset: source.locate(path).name,
    reason: meant ? `is not known; did you mean ${meant}?` : "is not known",
  }));

const wrongValues = (
  schema: z.ZodType,
  issues: readonly z.core.$ZodIssue[],
  input: unknown,
  source: YamlSource,
): Mistake[] =>
  violations(schema, issues, input).map(({ path, reason, about }) => ({
    path,
    reason,
    offset: source.locate(path)[about],
  }));
