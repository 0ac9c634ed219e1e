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

/**
 * A header as it can be sent, or none where the name is no name. Line breaks, by which one message is made two, become
 * spaces (RFC 9110 section 5.5); what is not Latin-1, such as a person's name, goes as UTF-8.
 */
export function sendable([name, value]: HeaderPair): HeaderPair[] {
  if (!headerName.test(name)) return [];
  const bytes = /[^\0-\xff]/.test(value) ? Buffer.from(value).toString("latin1") : value;
  return [[name, bytes.replaceAll(/[^\t\x20-\x7e\x80-\xff]+/g, " ").trim()]];
}

/** Sends an answer. One that breaks off in the middle breaks the connection, for nothing else tells the client. */
export function send(response: ServerResponse, { status, headers, body }: Answer, method: string): void {
  const grouped: Record<string, string | string[]> = {};
  for (const [name, value] of headers.flatMap(sendable)) {
    const key = name.toLowerCase();
    if (connectionHeaders.has(key)) continue;
    const there = grouped[key];
    grouped[key] = there === undefined ? value : [there, value].flat();
  }
  if (typeof body === "string" || Buffer.isBuffer(body)) {
    const bodyless = status === 204 || status === 304 || method === "HEAD";
    if (status === 204 || status === 304) delete grouped["content-length"];
    else
      grouped["content-length"] = method === "HEAD" ? (grouped["content-length"] ?? "0") : `${Buffer.byteLength(body)}`;
    response.writeHead(status, grouped);
    response.end(bodyless ? undefined : body);
    return;
  }
  response.writeHead(status, grouped);
  pipeline(body, response, () => undefined);
}
