import type { IncomingMessage } from "node:http";

/** A request as a gateway sees it, before anybody has said what it means. */
export interface GatewayRequest {
  readonly method: string;
  /** Still percent-encoded, without the query; begins with a slash. */
  readonly path: string;
  /** Without its question mark. */
  readonly query: string;
  readonly headers: RequestHeaders;
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

/** More than a gateway takes: AWS's bound is 10 MB. */
export class BodyTooLong extends Error {
  override readonly name = "BodyTooLong";
}

const longestBody = 10 * 1024 * 1024;

export function readRequest(incoming: IncomingMessage, receivedAt: Date): GatewayRequest {
  const target = incoming.url ?? "/";
  const mark = target.indexOf("?");
  let whole: Promise<Buffer> | undefined;
  return {
    method: incoming.method ?? "GET",
    path: pathOf(mark < 0 ? target : target.slice(0, mark)),
    query: mark < 0 ? "" : target.slice(mark + 1),
    headers: readHeaders(incoming.rawHeaders),
    sourceIp: incoming.socket.remoteAddress?.replace(/^::ffff:/, "") ?? "",
    protocol: `HTTP/${incoming.httpVersion}`,
    receivedAt,
    stream: incoming,
    body: () => {
      whole ??= readBody(incoming);
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
  for (let index = 0; index + 1 < raw.length; index += 2) sent.push([raw[index]!, raw[index + 1]!]);
  let byName: Map<string, string[]> | undefined;
  const index = () => {
    byName ??= Map.groupBy(sent, ([name]) => name.toLowerCase())
      .entries()
      .reduce((map, [name, pairs]) => {
        map.set(
          name,
          pairs.map(([, value]) => value),
        );
        return map;
      }, new Map<string, string[]>());
    return byName;
  };
  return {
    sent,
    all: (name) => index().get(name) ?? [],
    get: (name) => index().get(name)?.join(","),
  };
}

async function readBody(incoming: IncomingMessage): Promise<Buffer> {
  const announced = Number(incoming.headers["content-length"] ?? 0);
  if (announced > longestBody) throw new BodyTooLong();
  if (announced === 0 && incoming.headers["transfer-encoding"] === undefined) return Buffer.alloc(0);
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of incoming) {
    length += (chunk as Buffer).length;
    if (length > longestBody) throw new BodyTooLong();
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}
