import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Invocation } from "../function.ts";
import { answered, failed, longestAnswer, reported, tooLong } from "../payload.ts";
import type { Turn } from "../turn.ts";

/** The Runtime API for one program. */
export interface RuntimeApi {
  /** Host and port, as AWS_LAMBDA_RUNTIME_API has them. */
  readonly address: Promise<string>;
  /** Answers the program's question for the next invocation. */
  offer(invocation: Invocation, deadline: number): void;
  close(): void;
}

/** AWS leaves the runtime's own kind of error in a header, where the body may be anything. */
const errorTypeHeader = "lambda-runtime-function-error-type";

/**
 * Speaks the Lambda Runtime API to one program, which asks for invocations and answers one before it asks for the next.
 * https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
 */
export function openRuntimeApi(turn: Turn): RuntimeApi {
  let offered: { readonly invocation: Invocation; readonly deadline: number } | undefined;
  let asking: ServerResponse | undefined;

  function handOver(): void {
    if (!offered || !asking) return;
    const { invocation, deadline } = offered;
    asking.writeHead(200, {
      "Content-Type": "application/json",
      "Lambda-Runtime-Aws-Request-Id": invocation.requestId,
      "Lambda-Runtime-Deadline-Ms": String(deadline),
      "Lambda-Runtime-Invoked-Function-Arn": invocation.arn,
    });
    asking.end(invocation.payload);
    offered = asking = undefined;
    turn.taken();
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (isOfPage(request)) return say(response, 403, "Forbidden", "The Runtime API is not for web pages.");
    const [, what = "", requestId, how] =
      /^\/2018-06-01\/runtime\/(init\/error|invocation\/next|invocation\/([^/]+)\/(response|error))$/.exec(
        request.url ?? "",
      ) ?? [];
    if (what === "invocation/next" && request.method === "GET") {
      asking = response;
      response.once("close", () => {
        if (asking === response) asking = undefined; // it has hung up, and will ask again
      });
      turn.loaded();
      return handOver();
    }
    if (what === "" || request.method !== "POST") return say(response, 404, "NotFound", "There is no such resource.");
    const body = await readUpTo(longestAnswer, request);
    if (body === undefined) {
      turn.answer(failed(tooLong));
      return say(
        response,
        413,
        "RequestEntityTooLarge",
        `Exceeded maximum allowed payload size (${longestAnswer} bytes).`,
      );
    }
    const errorType = request.headers[errorTypeHeader];
    if (what === "init/error") turn.loaded(reported({ errorType, ...parsed(body) }));
    else if (turn.running?.requestId !== requestId) return say(response, 400, "InvalidRequestID", "Invalid request ID");
    else if (how === "error") turn.answer(reported({ errorType, ...parsed(body) }));
    else turn.answer(answered(body));
    response.writeHead(202, { "Content-Type": "application/json" }).end('{"status":"OK"}');
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy()); // it broke off
  });
  server.unref();
  server.listen(0, "127.0.0.1");
  return {
    address: once(server, "listening").then(() => `127.0.0.1:${(server.address() as AddressInfo).port}`),
    offer(invocation, deadline) {
      offered = { invocation, deadline };
      handOver();
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/**
 * A page that is open on this machine must neither take an event away from the program nor, under a name of its own that
 * leads here (DNS rebinding), read it: there are passwords in it. Programs name the address that they were given.
 */
function isOfPage({ headers, socket }: IncomingMessage): boolean {
  const { host, origin, "sec-fetch-site": site } = headers;
  const own = [`127.0.0.1:${socket.localPort}`, `localhost:${socket.localPort}`];
  return !own.includes(host ?? "") || origin !== undefined || site !== undefined;
}

function say(response: ServerResponse, status: number, errorType: string, errorMessage: string): void {
  response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify({ errorMessage, errorType }));
}

function parsed(body: string): object {
  try {
    const value = JSON.parse(body);
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    return {};
  }
}

/** Undefined for a longer one, which is read to its end and forgotten. */
async function readUpTo(limit: number, request: IncomingMessage): Promise<string | undefined> {
  let chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > limit) chunks = [];
    else chunks.push(chunk);
  }
  return length > limit ? undefined : Buffer.concat(chunks).toString();
}
