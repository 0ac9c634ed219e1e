import type { DocumentStore } from "../document/document-store.ts";
import type { FilePart } from "./import-job.ts";

/** In bytes. Every part of a file has it but the last, so that a place in the file is found by counting. */
export const partSize = 256 * 1024;

/** No line is longer, in bytes: 16,000 characters (AWS: quotas of user pools). */
const longestLine = 64_000;

/** Where the parts of a file, or of a log, are kept: it names their job and, of several uploads, which. */
export const partId = (file: string, number: number): string => `${file}/${String(number).padStart(8, "0")}`;

type Parts = DocumentStore<FilePart["content"]>;

export async function readPart(parts: Parts, poolId: string, file: string, number: number) {
  const part = await parts.get(poolId, partId(file, number));
  return part && Buffer.from(part.content.base64, "base64");
}

/** One line of a file, without what ends it. */
export interface Line {
  /** Undefined for one that is too long, or no UTF-8. */
  readonly text: string | undefined;
  /** The place in the file after it. */
  readonly end: number;
}

/** The lines of a file from a place on that one begins at. No more than a part and a line are held at a time. */
export async function* readLines(parts: Parts, poolId: string, file: string, from: number): AsyncGenerator<Line> {
  const first = Math.floor(from / partSize);
  let offset = from; // of the line that is being read
  let begun: Buffer[] = [];
  let length = 0;
  for (let number = first; ; number++) {
    const part = await readPart(parts, poolId, file, number);
    if (!part) break;
    let rest = number === first ? part.subarray(from - first * partSize) : part;
    for (let end = rest.indexOf(0x0a); end >= 0; end = rest.indexOf(0x0a)) {
      const bytes = length + end;
      const text = bytes > longestLine ? undefined : decoded(Buffer.concat([...begun, rest.subarray(0, end)]));
      offset += bytes + 1;
      yield { text, end: offset };
      begun = [];
      length = 0;
      rest = rest.subarray(end + 1);
    }
    length += rest.length;
    if (length <= longestLine) begun.push(rest);
    else begun = [];
  }
  if (length > 0)
    yield { text: length > longestLine ? undefined : decoded(Buffer.concat(begun)), end: offset + length };
}

const utf8 = new TextDecoder("utf-8", { fatal: true });

function decoded(bytes: Buffer): string | undefined {
  try {
    // TextDecoder takes a byte order mark away.
    return utf8.decode(bytes).replace(/\r$/, "");
  } catch {
    return undefined;
  }
}

/** Forgets a file's parts, of whichever upload: those whose ids begin with this. */
export async function forgetParts(parts: Parts, poolId: string, file: string): Promise<void> {
  for (;;) {
    const found = await parts.list(poolId, { after: `${file}/`, limit: 20 });
    const own = found.filter(({ id }) => id.startsWith(`${file}/`));
    for (const { id } of own) await parts.delete(poolId, id);
    if (own.length < found.length || found.length === 0) return;
  }
}
