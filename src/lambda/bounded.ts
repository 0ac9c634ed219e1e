/**
 * Passes texts on until they come to so many characters, then says once that there was more: what a function writes in an
 * endless loop must not fill the service's memory.
 */
export class Bounded {
  readonly #longest: number;
  readonly #write: (text: string) => void;
  #left: number;

  constructor(longest: number, write: (text: string) => void) {
    this.#longest = longest;
    this.#write = write;
    this.#left = longest;
  }

  write(text: string): void {
    if (this.#left <= 0) return;
    this.#left -= text.length + beside;
    this.#write(this.#left > 0 ? text : `${text.slice(0, mostOfTheLast)}\n… and more, which is not shown`);
  }

  /** From now on there is room for as many again. */
  renew(): void {
    this.#left = this.#longest;
  }
}

/** What a text costs beside its own characters: of empty ones there must not be endless many either. */
const beside = 16;
const mostOfTheLast = 1_000;
