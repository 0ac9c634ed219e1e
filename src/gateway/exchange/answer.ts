import type { ServerResponse } from "node:http";
import { pipeline, type Readable } from "node:stream";

/** What a gateway answers. A stream goes on as it comes; all else is sent at once. */
export interface Answer {
  readonly status: number;
  readonly headers: readonly HeaderPair[];
  readonly body: string | Buffer | Readable;
}

export type HeaderPair = readonly [name: string, value: string];

/** An answer in JSON. */
export const json = (status: number, value: unknown, headers: readonly HeaderPair[] = []): Answer => ({
  status,
  headers: [["content-type", "application/json"], ...headers],
  body: JSON.stringify(value),
});

/** Headers that belong to one connection and not to the message (RFC 9110 section 7.6.1); never handed on. */
export const connectionHeaders: ReadonlySet<string> = new Set([
  "connection",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

const headerName = /^[\w!#$%&'*+.^`|~-]+$/;
const plainValue = /^(?:[\x21-\x7e\x80-\xff](?:[\t\x20-\x7e\x80-\xff]*[\x21-\x7e\x80-\xff])?)?$/;

/**
 * Headers as Node takes them, names and values in turn; without those whose name is no name. Line breaks, by which one
 * message is made two, become spaces (RFC 9110 section 5.5); what is not Latin-1, such as a person's name, goes as UTF-8.
 */
export function headerLines(headers: readonly HeaderPair[]): string[] {
  const lines: string[] = [];
  for (const [name, value] of headers) if (headerName.test(name)) lines.push(name, sendable(value));
  return lines;
}

function sendable(value: string): string {
  if (plainValue.test(value)) return value;
  const bytes = /[^\0-\xff]/.test(value) ? Buffer.from(value).toString("latin1") : value;
  return bytes.replaceAll(/[^\t\x20-\x7e\x80-\xff]+/g, " ").trim();
}

/** Sends an answer. One that breaks off in the middle breaks the connection, for nothing else tells the client. */
export function send(response: ServerResponse, { status, headers, body }: Answer, method: string): void {
  if (response.destroyed) {
    discard(body);
    return;
  }
  const isWhole = typeof body === "string" || Buffer.isBuffer(body);
  const bodyless = status === 204 || status === 304 || method === "HEAD";
  const kept = headers.filter(([given]) => {
    const name = given.toLowerCase();
    // Of a body that is here its own length is told below; of one that is not, what the backend said of it.
    if (name === "content-length") return status !== 204 && (method === "HEAD" || !isWhole);
    return !connectionHeaders.has(name);
  });
  const length: HeaderPair[] = isWhole && !bodyless ? [["content-length", `${Buffer.byteLength(body)}`]] : [];
  response.writeHead(status, headerLines([...kept, ...length]));
  if (isWhole) response.end(bodyless ? undefined : body);
  else pipeline(body, response, () => undefined);
}

/** Lets go of an answer that nobody waits for any more, and of the backend's connection behind it. */
export function discard(body: Answer["body"]): void {
  if (typeof body !== "string" && !Buffer.isBuffer(body)) body.destroy();
}
