import type { Readable } from "node:stream";

/** In characters, for each invocation: what a function writes in an endless loop must not fill the service's memory. */
const longest = 256 * 1024;

/** What a function writes: led to the invocation that runs, or kept for the first one. */
export class Output {
  #log: ((text: string) => void) | undefined;
  #left = longest;
  readonly #early: string[] = [];

  write = (text: string): void => {
    if (this.#left <= 0) return;
    this.#left -= text.length;
    const shown = this.#left > 0 ? text : `${text.slice(0, 1000)}\n… and more, which is not shown`;
    if (this.#log) this.#log(shown);
    else this.#early.push(shown);
  };

  /** From now on it is this invocation's. */
  begin(log: (text: string) => void): void {
    this.#log = log;
    for (const text of this.#early.splice(0)) log(text);
    this.#left = longest;
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
    if (rest.length < longest) return;
    write(rest);
    rest = "";
  });
  stream.on("end", () => rest === "" || write(rest));
  stream.on("error", () => undefined);
}
