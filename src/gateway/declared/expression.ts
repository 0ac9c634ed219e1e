import type { Complain, Path } from "./references.ts";

/** A regular expression that has to match the whole of a text. */
export function expression(text: string | undefined, complain: Complain, path: Path): RegExp | undefined {
  if (text === undefined) return undefined;
  try {
    return new RegExp(`^(?:${text})$`);
  } catch {
    complain(path, "must be a regular expression");
    return undefined;
  }
}
