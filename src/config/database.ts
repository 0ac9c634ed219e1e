/** Where everything is kept. */
export type Database =
  | { readonly kind: "sqlite"; readonly file: string }
  | { readonly kind: "memory" }
  | { readonly kind: "postgres"; readonly url: string };

/**
 * A database server. Its URL may hold a password, so it is behind a getter: what prints a configuration, a log or an
 * assertion, does not print it.
 */
class PostgresDatabase {
  readonly kind = "postgres";
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  get url(): string {
    return this.#url;
  }
}

/** Another URL (`C:\` is a drive), or what was meant to be `:memory:`. */
const notAFile = /^([a-z][a-z\d+.-]+)?:|:\/\//i;

/** Reads a file's name, `:memory:` or a `postgres://` URL. The URL is PostgreSQL's own form, which the driver reads. */
export function parseDatabase(text: string): Database | undefined {
  if (text === ":memory:") return { kind: "memory" };
  if (/^postgres(ql)?:\/\/./.test(text)) return new PostgresDatabase(text);
  if (text === "" || notAFile.test(text)) return undefined;
  return { kind: "sqlite", file: text };
}
