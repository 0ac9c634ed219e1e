/**
 * Reads a YAML file that somebody wrote by hand, as a schema makes it, and names every mistake with its line, column,
 * path and reason. Owns YAML, places, and zod's complaints in plain words that repeat no value. Which members there are
 * and which rules hold between them is for the schema to say. Called by ../schema.ts; ../check.ts speaks of its paths.
 */
export { DeclarationError, type Path, printPath } from "./mistake.ts";
export { readDeclaration } from "./read.ts";
