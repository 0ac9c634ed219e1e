import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "vitest";
import { root } from "./process.ts";

/** The README's one block of code in `language` that has `text` in it, as one would paste it. */
export async function readmeBlock(language: "js" | "sh" | "yaml", text: string): Promise<string> {
  const readme = await readFile(join(root, "README.md"), "utf8");
  const blocks = [...readme.matchAll(/^( *)```(\w+)\n(.*?)^\1```$/gms)];
  const found = blocks.flatMap(([, , its, code = ""]) => (its === language && code.includes(text) ? [code] : []));
  expect(found, `blocks of ${language} with ${text}`).toHaveLength(1);
  return found[0] ?? "";
}

/** What the lines `export NAME=value …` of a block set. */
export const exportedBy = (code: string): Record<string, string> =>
  Object.fromEntries(
    [...code.matchAll(/^ *export (.*)$/gm)].flatMap(([, pairs = ""]) =>
      pairs.split(" ").map((pair) => [pair.split("=")[0] ?? "", pair.slice(pair.indexOf("=") + 1)]),
    ),
  );
