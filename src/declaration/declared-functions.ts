import * as z from "zod";
import { text } from "../operations/shapes/constraints.ts";

/** The four ways to run a function, of which each has one. */
const kinds = ["handler", "python", "command", "invoke"] as const;

/** A file in a language, and what is called in it. */
function fileIn(language: string, ...extensions: string[]) {
  const pattern = new RegExp(`^[^#]+\\.(${extensions.join("|")})(#[\\w$]+)?$`);
  const error = `must name a ${language} file and what is called in it, such as ./greet.${extensions[0]}#handler`;
  return z.string().refine((given) => pattern.test(given), { error });
}

const endpoint = z.string().refine((given) => /^https?:\/\//.test(given) && URL.canParse(given), {
  error: "must be a URL that begins with http:// or https://",
});

const variable = text({ pattern: "[a-zA-Z_]\\w*" });

const declaredFunction = z
  .object({
    handler: fileIn("TypeScript or JavaScript", "ts", "mts", "cts", "js", "mjs", "cjs").optional(),
    python: fileIn("Python", "py").optional(),
    command: z.array(z.string().min(1)).min(1).optional(),
    invoke: endpoint.optional(),
    functionName: z.string().min(1).optional(),
    environment: z
      .record(variable, z.string())
      .nullish()
      .transform((variables) => variables ?? {}),
    timeout: z.number().min(0.1).max(900).default(3),
    memory: z.int().min(128).max(10_240).default(128),
  })
  .superRefine((declared, context) => {
    const given = kinds.filter((kind) => declared[kind] !== undefined);
    if (given.length !== 1) context.addIssue(`must have one of ${kinds.join(", ")}`);
    if (declared.functionName !== undefined && declared.invoke === undefined) {
      context.addIssue({ code: "custom", path: ["functionName"], message: "must stand beside invoke" });
    }
  });

/** A function's name, as Lambda takes it. */
export const FunctionName = text({ max: 64, pattern: "[a-zA-Z0-9-_]+" });

/** Functions by their names. Where there is none, YAML has null. */
export const declaredFunctions = z
  .record(FunctionName, declaredFunction)
  .nullish()
  .transform((functions) => functions ?? {});

export type DeclaredFunctions = z.output<typeof declaredFunctions>;
