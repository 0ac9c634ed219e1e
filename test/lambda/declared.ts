import { join } from "node:path";
import { type Declaration, defaultDeclaration } from "../../src/declaration/index.ts";
import { declarationSchema } from "../../src/declaration/schema.ts";
import { place } from "../declaration/declare.ts";

export const fileOf = (name: string) => join(import.meta.dirname, "functions", name);

/** The default pool, and functions of functions/ under the names of their files. */
export function withFunctions(functions: Readonly<Record<string, object>>): Declaration {
  return { ...defaultDeclaration(place), functions: declarationSchema(place).parse({ functions }).functions };
}
