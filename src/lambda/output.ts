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

/** Gives `write` each line of a stream; an endless one, in pieces. */
export function leadLines(stream: Readable, write: (line: string) => void): void {
  let rest = "";
  stream.setEncoding("utf8");
  stream.on("data", (text: string) => {
    const lines = `${rest}${text}`.split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) write(line);
    if (rest.length < longestOutput) return;
    write(rest);
    rest = "";
  });
  stream.on("end", () => rest === "" || write(rest));
  stream.on("error", () => undefined);
}
