/** Names and indexes that lead from the top of a file to a value. */
export type Path = readonly PropertyKey[];

/** What is wrong with a file at one place. `offset` counts characters from the file's beginning. */
export interface Mistake {
  readonly offset: number;
  readonly path: Path;
  readonly reason: string;
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
