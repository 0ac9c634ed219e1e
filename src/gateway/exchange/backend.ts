import http, { type IncomingMessage } from "node:http";
import https from "node:https";
import { pipeline, type Readable } from "node:stream";
import { type HeaderPair, headerLines } from "./answer.ts";

/** A request to a backend over HTTP. */
export interface BackendCall {
  readonly url: URL;
  /** Path and query as they came, in the place of the URL's, in which dots have been followed. */
  readonly path?: string;
  readonly method: string;
  readonly headers: readonly HeaderPair[];
  /** A stream without a content-length goes in chunks. */
  readonly body: Buffer | Readable;
  /** Milliseconds until the whole answer must be there; for a stream, until it begins, and between its parts. */
  readonly patience: number;
}

export interface BackendAnswer {
  readonly status: number;
  readonly headers: readonly HeaderPair[];
}

/** Why there is no answer of a backend. */
export class BackendFailure extends Error {
  override readonly name = "BackendFailure";
  readonly kind: "unreachable" | "timed out" | "too long" | "malformed";

  constructor(kind: BackendFailure["kind"], reason: string) {
    super(reason);
    this.kind = kind;
  }
}

/** The most that API Gateway takes of an answer. */
const longestAnswer = 10 * 1024 * 1024;

/** Connections to backends, kept alive. */
export interface Backends {
  /** The whole answer, 10 MB at most. Rejects with BackendFailure. */
  call(call: BackendCall): Promise<BackendAnswer & { readonly body: Buffer }>;
  /** The answer as it comes. Rejects with BackendFailure as long as it has not begun. */
  stream(call: BackendCall): Promise<BackendAnswer & { readonly body: Readable }>;
  close(): void;
}

export function openBackends(): Backends {
  const agents = { "http:": new http.Agent({ keepAlive: true }), "https:": new https.Agent({ keepAlive: true }) };

  function begin(
    { url, path, method, headers, body, patience }: BackendCall,
    signal: AbortSignal,
  ): Promise<IncomingMessage> {
    const { protocol } = url;
    if (protocol !== "http:" && protocol !== "https:")
      throw new BackendFailure("unreachable", `${protocol} is no HTTP`);
    return new Promise((resolve, reject) => {
      const request = (protocol === "http:" ? http : https).request(url, {
        ...(path !== undefined && { path }),
        method,
        agent: agents[protocol],
        headers: headerLines([...headers, ...framing(headers, body)]),
        signal,
        timeout: patience,
      });
      request.once("response", (incoming) => {
        const { statusCode = 0 } = incoming;
        if (statusCode >= 200 && statusCode <= 599) return resolve(incoming);
        reject(new BackendFailure("malformed", `the status ${statusCode}`));
        incoming.destroy();
      });
      request.once("timeout", () => request.destroy(new BackendFailure("timed out", `no answer in ${patience} ms`)));
      request.once("error", (error: NodeJS.ErrnoException) => reject(failureOf(error, signal)));
      if (Buffer.isBuffer(body)) request.end(body);
      else pipeline(body, request, () => undefined);
    });
  }

  return {
    async call(call) {
      // One bound for all of it: a backend that sends a byte a second must not hold its caller for ever.
      const signal = AbortSignal.timeout(call.patience);
      const incoming = await begin(call, signal);
      try {
        const chunks: Buffer[] = [];
        let length = 0;
        for await (const chunk of incoming) {
          length += (chunk as Buffer).length;
          if (length > longestAnswer) throw new BackendFailure("too long", `more than ${longestAnswer} bytes`);
          chunks.push(chunk as Buffer);
        }
        return { ...headOf(incoming), body: Buffer.concat(chunks) };
      } catch (error) {
        incoming.destroy();
        throw failureOf(error as Error, signal);
      }
    },
    async stream(call) {
      const incoming = await begin(call, new AbortController().signal);
      return { ...headOf(incoming), body: incoming };
    },
    close: () => {
      for (const agent of Object.values(agents)) agent.destroy();
    },
  };
}

/**
 * Node sends a stream behind a GET, a HEAD or a DELETE as it is, with nothing to tell where it ends: what a client has put
 * into it would be the next request on the connection, which nobody here has judged (RFC 9112 section 11.2).
 */
function framing(headers: readonly HeaderPair[], body: Buffer | Readable): HeaderPair[] {
  const isMeasured = Buffer.isBuffer(body) || headers.some(([name]) => name.toLowerCase() === "content-length");
  return isMeasured ? [] : [["transfer-encoding", "chunked"]];
}

function headOf({ statusCode = 0, rawHeaders }: IncomingMessage): BackendAnswer {
  const headers: HeaderPair[] = [];
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) headers.push([rawHeaders[at]!, rawHeaders[at + 1]!]);
  return { status: statusCode, headers };
}

function failureOf(error: NodeJS.ErrnoException, signal: AbortSignal): BackendFailure {
  if (error instanceof BackendFailure) return error;
  if (signal.aborted) return new BackendFailure("timed out", "no whole answer in time");
  if (error.code?.startsWith("HPE_")) return new BackendFailure("malformed", error.code);
  return new BackendFailure("unreachable", error.code ?? error.message);
}
