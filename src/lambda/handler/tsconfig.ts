import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, isAbsolute, join, resolve } from "node:path";

/**
 * The tsconfig.json that says how TypeScript in `folder` is read, the nearest one above it, and the files that this
 * extends. Those that a package brings are left out: they change with the package.
 */
export async function tsconfigsOf(folder: string): Promise<string[]> {
  const file = join(folder, "tsconfig.json");
  if (existsSync(file)) return [...(await extendedFrom(file))];
  return dirname(folder) === folder ? [] : tsconfigsOf(dirname(folder));
}

/** `file` and what it extends. Comments are read along: a file too many does no harm. */
async function extendedFrom(file: string, found = new Set<string>()): Promise<ReadonlySet<string>> {
  if (found.has(file)) return found;
  found.add(file);
  const text = await readFile(file, "utf8").catch(() => "");
  const [, extended = ""] = /"extends"\s*:\s*(\[[^\]]*\]|"[^"]*")/.exec(text) ?? [];
  for (const [, name = ""] of extended.matchAll(/"([^"]*)"/g)) {
    if (!name.startsWith(".") && !isAbsolute(name)) continue;
    const path = resolve(dirname(file), name);
    await extendedFrom(existsSync(path) ? path : `${path}.json`, found);
  }
  return found;
}
