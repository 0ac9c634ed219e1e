import { type Answer, connectionHeaders, type HeaderPair } from "../exchange/answer.ts";
import { BackendFailure, type Backends } from "../exchange/backend.ts";
import type { Exchange } from "../exchange/exchange.ts";
import { readQuery } from "../exchange/query.ts";
import { decode, encode } from "../routing/encoding.ts";
import { type Integration, IntegrationFailure } from "./integration.ts";
import { changed, pathValues, type RequestChange, wholePath } from "./request-changes.ts";

export interface HttpProxyOptions {
  readonly backends: Backends;
  /** With path parameters in braces, and `${stageVariables.x}`. */
  readonly uri: string;
  /** None: the method that the request has. */
  readonly method: string | undefined;
  readonly changes: readonly RequestChange[];
  /** Milliseconds. */
  readonly patience: number;
}

/** HTTP_PROXY: the request goes on to a backend as it is but for what mappings change, and the answer comes back. */
export const httpProxy = (options: HttpProxyOptions): Integration => ({
  describe: options.uri,
  async run(exchange) {
    const body = await exchange.request.body();
    return callBackend(options, exchange, {
      body,
      headers: forwarded(exchange),
      query: readQuery(exchange.request.query),
    });
  },
});

interface Sent {
  readonly body: Buffer;
  readonly headers: readonly HeaderPair[];
  readonly query: readonly (readonly [string, string])[];
}

/** Calls the backend that a URI names. Rejects with IntegrationFailure. */
export async function callBackend(
  { backends, uri, method, changes, patience }: HttpProxyOptions,
  exchange: Exchange,
  sent: Sent,
): Promise<Answer & { readonly body: Buffer }> {
  const { headers, query } = changed(sent, changes, exchange);
  const url = target(uri, exchange, pathValues(changes, exchange));
  for (const [name, value] of query) url.searchParams.append(name, value);
  const { request } = exchange;
  const length: HeaderPair[] = sent.body.length > 0 ? [["content-length", `${sent.body.length}`]] : [];
  try {
    return await backends.call({
      ...{ url, patience, body: sent.body },
      method: method === undefined || method === "ANY" ? request.method : method,
      headers: [...headers.filter(([name]) => name.toLowerCase() !== "content-length"), ...length, ["host", url.host]],
    });
  } catch (error) {
    if (error instanceof BackendFailure) throw new IntegrationFailure(error.kind, `${url.origin}: ${error.message}`);
    throw error;
  }
}

/**
 * The URI with its parameters filled in; the slashes of a greedy one stay. `$default` hands on all of the path below it
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html). Rejects what is no URL then.
 */
function target(uri: string, { api, route, path }: Exchange, values: Record<string, string>): URL {
  const whole = values[wholePath];
  const parameters = { ...route?.encoded, ...values };
  const filled = uri
    .replaceAll(/\$\{stageVariables\.(\w+)\}/g, (_, name: string) => api.variables[name] ?? "")
    .replaceAll(/\{([\w.:-]+)\+?\}/g, (_, name: string) => withoutDots(parameters[name] ?? ""));
  if (!URL.canParse(filled)) throw new IntegrationFailure("configuration", `${filled} is no URL`);
  const url = new URL(filled);
  if (route?.path === "$default") url.pathname = url.pathname.replace(/\/$/, "") + encode(path);
  if (whole !== undefined) url.pathname = withoutDots(whole);
  return url;
}

/** An encoded path, written anew. Segments of dots alone are emptied: they would lead out of the folder that a URI names. */
const withoutDots = (path: string): string =>
  path
    .split("/")
    .map((segment) => decode(segment).split("/").map(withoutDot).map(encodeURIComponent).join("%2F"))
    .join("/");

const withoutDot = (part: string): string => (/^\.+$/.test(part) ? "" : part);

const replaced = new Set([
  "host",
  "content-length",
  "x-forwarded-for",
  "x-forwarded-proto",
  "x-forwarded-port",
  "expect",
]);

/** The request's headers but those of the connection, and where it came from. */
export function forwarded({ request }: Exchange): HeaderPair[] {
  const { headers, sourceIp } = request;
  const listed = headers.all("connection").flatMap((list) => list.toLowerCase().split(","));
  const named = new Set(listed.map((name) => name.trim()));
  const kept = headers.sent.filter(([name]) => {
    const key = name.toLowerCase();
    return !connectionHeaders.has(key) && !replaced.has(key) && !named.has(key);
  });
  const [, port = "80"] = /:(\d+)$/.exec(headers.get("host") ?? "") ?? [];
  const before = headers.all("x-forwarded-for");
  return [
    ...kept,
    ["X-Forwarded-For", [...before, sourceIp].join(", ")],
    ["X-Forwarded-Port", port],
    ["X-Forwarded-Proto", "http"],
  ];
}
