import { statSync } from "node:fs";

/** Files whose change is noticed when somebody asks. Asking costs some microseconds a file, and no watcher is open. */
export class WatchedFiles {
  readonly #stamps = new Map<string, string>();

  /** Watches these too. What was changed after `since` (milliseconds since 1970) counts as changed: who read it may have missed it. */
  add(files: Iterable<string>, since: number): void {
    for (const file of files) {
      if (this.#stamps.has(file)) continue;
      const { stamp, changedAt } = stampOf(file);
      this.#stamps.set(file, changedAt >= since ? "changed since" : stamp);
    }
  }

  haveChanged(): boolean {
    for (const [file, stamp] of this.#stamps) if (stampOf(file).stamp !== stamp) return true;
    return false;
  }
}

function stampOf(file: string): { readonly stamp: string; readonly changedAt: number } {
  const stats = statSync(file, { throwIfNoEntry: false });
  return stats
    ? { stamp: `${stats.mtimeMs} ${stats.size} ${stats.ino}`, changedAt: stats.mtimeMs }
    : { stamp: "absent", changedAt: 0 };
}
