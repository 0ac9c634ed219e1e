interface Stream {
  write: NodeJS.WriteStream["write"];
}

/** In characters, for each invocation: what a function writes in an endless loop must not fill the service's memory. */
const longest = 256 * 1024;

/** Leads what is written to `streams`, by `console` too, to `tell`. Gives what begins a new invocation. */
export function leadConsole(streams: readonly Stream[], tell: (text: string) => void): () => void {
  let left = longest;
  const write = (text: string) => {
    if (left <= 0) return;
    left -= text.length;
    tell(left > 0 ? text.replace(/\n$/, "") : `${text.slice(0, 1000)}\n… and more, which is not shown`);
  };
  for (const stream of streams) {
    stream.write = (chunk: string | Uint8Array, ...rest: unknown[]) => {
      write(typeof chunk === "string" ? chunk : Buffer.from(chunk).toString());
      const written = rest.at(-1);
      if (typeof written === "function") queueMicrotask(() => written());
      return true;
    };
  }
  return () => {
    left = longest;
  };
}
