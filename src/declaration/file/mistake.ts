import { StartError } from "../../start-error.ts";

/** Names and indexes that lead from the top of a file to a value. */
export type Path = readonly PropertyKey[];

/** What is wrong with a file at one place. `offset` counts characters from the file's beginning. */
export interface Mistake {
  readonly offset: number;
  readonly path: Path;
  readonly reason: string;
}

/**
 * A file of declarations that cannot be used. Its message names the file; then it has one line for each mistake, in the
 * file's order: `poolhouse.yaml:7:17: userPools[0].Clients[1].ClientId: must not be empty` (line 7, column 17).
 */
export class DeclarationError extends StartError {
  override readonly name = "DeclarationError";
}

/** All mistakes in a line each; what is wrong with one value, in one. */
export function refusal(text: string, fileName: string, mistakes: readonly Mistake[]): DeclarationError {
  const reasons = Map.groupBy(mistakes.toSorted(byOffset), ({ offset, path }) => {
    const { line, column } = place(text, offset);
    return [`${fileName}:${line}:${column}`, printPath(path)].filter(Boolean).join(": ");
  });
  const lines = [...reasons].map(([at, wrong]) => `${at}: ${wrong.map(({ reason }) => reason).join(", and ")}`);
  return new DeclarationError([`${fileName} cannot be used:`, ...lines].join("\n"));
}

/** The first mistake of each line of `text`. */
export function firstOfEachLine(text: string, mistakes: readonly Mistake[]): Mistake[] {
  const lines = Map.groupBy(mistakes.toSorted(byOffset), ({ offset }) => place(text, offset).line);
  return [...lines.values()].flatMap((ofLine) => ofLine.slice(0, 1));
}

/** `userPools[0].Clients[1].ClientId`. A name that a dot would not set apart stands in brackets: `UserPoolTags["a b"]`. */
export function printPath(path: Path): string {
  return path
    .map((step) => {
      if (typeof step === "number") return `[${step}]`;
      return /^[\w:-]+$/.test(String(step)) ? `.${String(step)}` : `[${JSON.stringify(step)}]`;
    })
    .join("")
    .replace(/^\./, "");
}

const byOffset = (one: Mistake, other: Mistake) => one.offset - other.offset;

/** Line and column count from 1, as editors do. */
function place(text: string, offset: number): { line: number; column: number } {
  const lines = text.slice(0, offset).split("\n");
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}
