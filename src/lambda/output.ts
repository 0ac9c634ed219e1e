import type { Readable } from "node:stream";
import { Bounded } from "./bounded.ts";

/** In characters, for each invocation. */
export const longestOutput = 256 * 1024;

/** What a function writes: led to the invocation that runs, or kept for the first one. */
export class Output {
  readonly #bounded = new Bounded(longestOutput, (text) => {
    if (this.#log) this.#log(text);
    else this.#early.push(text);
  });
  #log: ((text: string) => void) | undefined;
  readonly #early: string[] = [];

  write = (text: string): void => this.#bounded.write(text);

  /** From now on it is this invocation's. */
  begin(log: (text: string) => void): void {
    this.#log = log;
    for (const text of this.#early.splice(0)) log(text);
    this.#bounded.renew();
  }
}

/** Gives `write` each line of a stream; one of more than so many characters, in pieces. */
export function leadLines(stream: Readable, write: (line: string) => void, longest = longestOutput): void {
  let rest = "";
  stream.setEncoding("utf8");
  stream.on("data", (text: string) => {
    const [first = "", ...lines] = text.split("\n");
    rest += first;
    for (const line of lines) {
      write(rest);
      rest = line;
    }
    if (rest.length < longest) return;
    write(rest);
    rest = "";
  });
  stream.on("end", () => rest === "" || write(rest));
  stream.on("error", () => undefined);
}
