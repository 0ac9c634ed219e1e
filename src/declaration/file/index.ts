/**
 * Reads a YAML file that somebody wrote by hand, as a schema makes it, and names every mistake with its line, column,
 * path and reason. Owns YAML, places, and zod's complaints in plain words that repeat no value. Which members there are
 * and which rules hold between them is for the schema to say. Called by ../schema.ts; ../check.ts speaks of its paths.
 */
import type * as z from "zod";

export { DeclarationError, type Path, printPath } from "./mistake.ts";

/** As `read.ts` does it, which is loaded, with all of YAML, where there is a file alone. */
export async function readDeclaration<Schema extends z.ZodType>(
  ...[text, fileName, schema]: [text: string, fileName: string, schema: Schema]
): Promise<z.output<Schema>> {
  const reading = await import("./read.ts");
  return reading.readDeclaration(text, fileName, schema);
}
