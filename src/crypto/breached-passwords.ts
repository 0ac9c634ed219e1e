import { readFileSync } from "node:fs";

/** Passwords that everybody can look up. */
export interface BreachedPasswords {
  has(password: string): boolean;
}

/**
 * The passwords in `files`, one a line. Capital letters make no difference: who tries them tries both. Read at the first
 * question, because most services never ask.
 */
export function breachedPasswords(files: readonly (string | URL)[]): BreachedPasswords {
  let known: Set<string> | undefined;
  const read = () =>
    new Set(files.flatMap((file) => readFileSync(file, "utf8").toLowerCase().split(/\r?\n/)).filter(Boolean));
  return {
    has(password) {
      known ??= read();
      return known.has(password.toLowerCase());
    },
  };
}
