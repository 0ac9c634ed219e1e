import { Bounded } from "../bounded.ts";
import { longestOutput } from "../output.ts";

interface Stream {
  write: NodeJS.WriteStream["write"];
}

/** Leads what is written to `streams`, by `console` too, to `tell`. Gives what begins a new invocation. */
export function leadConsole(streams: readonly Stream[], tell: (text: string) => void): () => void {
  const bounded = new Bounded(longestOutput, (text) => tell(text.replace(/\n$/, "")));
  for (const stream of streams) {
    stream.write = (chunk: string | Uint8Array, ...rest: unknown[]) => {
      bounded.write(typeof chunk === "string" ? chunk : Buffer.from(chunk).toString());
      const written = rest.at(-1);
      if (typeof written === "function") queueMicrotask(() => written());
      return true;
    };
  }
  return () => bounded.renew();
}
