import { expect } from "vitest";
import type { z } from "zod";
import { DeclarationError } from "../../src/declaration/file/mistake.ts";
import { readDeclaration } from "../../src/declaration/file/read.ts";

/** The lines of the refusal, without the file's name before each. */
export function mistakesOf(text: string, schema: z.ZodType): string[] {
  try {
    readDeclaration(text, "pools.yaml", schema);
  } catch (error) {
    if (!(error instanceof DeclarationError)) throw error;
    const [headline, ...lines] = error.message.split("\n");
    expect(headline).toBe("pools.yaml cannot be used:");
    for (const line of lines) expect(line).toMatch(/^pools\.yaml:\d+:\d+: /);
    return lines.map((line) => line.replace("pools.yaml:", ""));
  }
  return [];
}
