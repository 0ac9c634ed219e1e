import { execFile } from "node:child_process";

/** The first of these programs that prints what matches; undefined where none is installed. */
export async function findTool(
  candidates: readonly string[],
  parameters: readonly string[],
  printed: RegExp,
): Promise<string | undefined> {
  for (const candidate of candidates) {
    const output = await new Promise<string>((resolve) => {
      execFile(candidate, parameters, (_error, out) => resolve(out ?? ""));
    });
    if (printed.test(output)) return candidate;
  }
  return undefined;
}

/** What a suite's name says where its tool is missing, so that a skip is seen for what it is. */
export const visibleSkip = (tool: string | undefined, debianPackage: string): string =>
  tool === undefined ? ` (skipped: install Debian's package ${debianPackage})` : "";
