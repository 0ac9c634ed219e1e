import type { IncomingMessage } from "node:http";

/** A request as a gateway sees it, before anybody has said what it means. */
export interface GatewayRequest {
  readonly method: string;
  /** Still percent-encoded, without the query; begins with a slash. */
  readonly path: string;
  /** Without its question mark. */
  readonly query: string;
  readonly headers: RequestHeaders;
  /** Bytes of the request line and the headers' values, which is what AWS bounds. */
  readonly headSize: number;
  readonly sourceIp: string;
  /** `HTTP/1.1`. */
  readonly protocol: string;
  readonly receivedAt: Date;
  /** The body's stream, for what does not want all of it at once. */
  readonly stream: IncomingMessage;
  /** The whole body. Rejects with BodyTooLong, or where it breaks off. */
  body(): Promise<Buffer>;
}

export interface RequestHeaders {
  /** Each as it was sent, in order. */
  readonly sent: readonly (readonly [name: string, value: string])[];
  /** Values of one name in lower case, in order. */
  all(name: string): readonly string[];
  /** The same joined by commas (RFC 9110 section 5.2); undefined where there is none. */
  get(name: string): string | undefined;
}

/** What an API Gateway takes of a request's head, in bytes. */
export const longestHead = 10_240;

/** More than a gateway takes: AWS's bound is 10 MB. */
export class BodyTooLong extends Error {
  override readonly name = "BodyTooLong";
}

const longestBody = 10 * 1024 * 1024;

export function readRequest(incoming: IncomingMessage, receivedAt: Date): GatewayRequest {
  const { method = "GET", url: target = "/", rawHeaders, httpVersion, socket } = incoming;
  const mark = target.indexOf("?");
  const headers = readHeaders(rawHeaders);
  const protocol = `HTTP/${httpVersion}`;
  let whole: Promise<Buffer> | undefined;
  return {
    method,
    path: pathOf(mark < 0 ? target : target.slice(0, mark)),
    query: mark < 0 ? "" : target.slice(mark + 1),
    headers,
    headSize: headers.sent.reduce((size, [, value]) => size + value.length, `${method} ${target} ${protocol}`.length),
    sourceIp: socket.remoteAddress?.replace(/^::ffff:/, "") ?? "",
    protocol,
    receivedAt,
    stream: incoming,
    body: () => {
      whole ??= readBody(incoming, headers);
      return whole;
    },
  };
}

/** A proxy's client sends a whole URL (RFC 9112 section 3.2.2): its path is meant. */
function pathOf(target: string): string {
  if (target.startsWith("/")) return target;
  return URL.canParse(target) ? new URL(target).pathname : "/";
}

export function readHeaders(raw: readonly string[]): RequestHeaders {
  const sent: [string, string][] = [];
  const byName = new Map<string, string[]>();
  for (let at = 0; at + 1 < raw.length; at += 2) {
    const [name, value] = [raw[at]!, raw[at + 1]!];
    sent.push([name, value]);
    const key = name.toLowerCase();
    const same = byName.get(key);
    if (same) same.push(value);
    else byName.set(key, [value]);
  }
  return {
    sent,
    all: (name) => byName.get(name) ?? [],
    get: (name) => byName.get(name)?.join(","),
  };
}

async function readBody(incoming: IncomingMessage, headers: RequestHeaders): Promise<Buffer> {
  const announced = Number(headers.get("content-length") ?? 0);
  if (announced > longestBody) throw new BodyTooLong();
  if (announced === 0 && headers.get("transfer-encoding") === undefined) return Buffer.alloc(0);
  const chunks: Buffer[] = [];
  let length = 0;
  // It stays open where it is left in the middle, or the client could not be told that it is too long.
  for await (const chunk of incoming.iterator({ destroyOnReturn: false })) {
    length += (chunk as Buffer).length;
    if (length > longestBody) throw new BodyTooLong();
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}
