/** What has been opened, to be closed in the other order. */
export interface Closing {
  /** Remembers how to close what was opened last. */
  add(close: () => unknown): void;
  close(): Promise<void>;
}

export function closing(): Closing {
  const opened: (() => unknown)[] = [];
  return {
    add: (close) => void opened.push(close),
    async close() {
      for (let last = opened.pop(); last !== undefined; last = opened.pop()) await last();
    },
  };
}
