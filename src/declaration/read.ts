import type { z } from "zod";
import { type Mistake, printPath } from "./mistake.ts";
import { unknownMembers } from "./unknown-members.ts";
import { violations } from "./violations.ts";
import { readYaml, type YamlSource } from "./yaml-source.ts";

/**
 * A file of declarations that cannot be used. Its message names the file; then it has one line for each mistake, in the
 * file's order: `poolhouse.yaml:7:17: userPools[0].Clients[1].ClientId: must not be empty` (line 7, column 17).
 */
export class DeclarationError extends Error {
  override readonly name = "DeclarationError";
}

/**
 * What the YAML `text` of the file `fileName` declares, as `schema` makes it. An empty file is an empty mapping.
 * Throws DeclarationError with every mistake: in the values, and names that the schema does not know even where it only
 * drops them. Where the text is not sound YAML, it names what makes it so and no more, for the rest would be guesswork.
 */
export function readDeclaration<Schema extends z.ZodType>(
  text: string,
  fileName: string,
  schema: Schema,
): z.output<Schema> {
  const source = readYaml(text);
  if (source.mistakes.length > 0) throw refusal(text, fileName, firstOfEachLine(text, source.mistakes));
  const input = source.value ?? {};
  const result = schema.safeParse(input);
  const unknown = unknownNames(schema, input, source);
  if (result.success && unknown.length === 0) return result.data;
  // A strict schema complains of unknown names too, but makes no suggestions.
  const named = new Set(unknown.map(({ path }) => printPath(path)));
  const wrong = wrongValues(result.error?.issues ?? [], input, source).filter(
    ({ path }) => !named.has(printPath(path)),
  );
  throw refusal(text, fileName, [...unknown, ...wrong]);
}

const unknownNames = (schema: z.ZodType, input: unknown, source: YamlSource): Mistake[] =>
  unknownMembers(schema, input).map(({ path, meant }) => ({
    path,
    offset: source.locate(path).name,
    reason: meant ? `is not known; did you mean ${meant}?` : "is not known",
  }));

const wrongValues = (issues: readonly z.core.$ZodIssue[], input: unknown, source: YamlSource): Mistake[] =>
  violations(issues, input).map(({ path, reason, about }) => ({ path, reason, offset: source.locate(path)[about] }));

/** One mistake in the syntax makes the parser stumble over what follows, so a line has one. */
function firstOfEachLine(text: string, mistakes: readonly Mistake[]): Mistake[] {
  const lines = Map.groupBy(mistakes.toSorted(byOffset), ({ offset }) => place(text, offset).line);
  return [...lines.values()].flatMap((ofLine) => ofLine.slice(0, 1));
}

/** All mistakes in a line each; what is wrong with one value, in one. */
function refusal(text: string, fileName: string, mistakes: readonly Mistake[]): DeclarationError {
  const reasons = Map.groupBy(mistakes.toSorted(byOffset), ({ offset, path }) => {
    const { line, column } = place(text, offset);
    return [`${fileName}:${line}:${column}`, printPath(path)].filter(Boolean).join(": ");
  });
  const lines = [...reasons].map(([at, wrong]) => `${at}: ${wrong.map(({ reason }) => reason).join(", and ")}`);
  return new DeclarationError([`${fileName} cannot be used:`, ...lines].join("\n"));
}

const byOffset = (one: Mistake, other: Mistake) => one.offset - other.offset;

/** Line and column count from 1, as editors do. */
function place(text: string, offset: number): { line: number; column: number } {
  const lines = text.slice(0, offset).split("\n");
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}
