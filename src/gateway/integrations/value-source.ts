import { contextValue } from "../exchange/context-value.ts";
import type { Exchange } from "../exchange/exchange.ts";
import { readQuery } from "../exchange/query.ts";

/** What a mapping takes its value from. */
export type ValueSource = (exchange: Exchange) => string | undefined;

const ofRequest = /^(?:method\.)?request\.(?<place>header|querystring|path)\.(?<name>.+)$/;

/**
 * An expression of a mapping: `method.request.header.X`, `…querystring.X`, `…path.X`, `stageVariables.X`, `context.X`, or
 * text in single quotes. HTTP APIs leave `method.` away. Undefined for another.
 */
export function valueSource(text: string): ValueSource | undefined {
  const quoted = /^'(.*)'$/s.exec(text)?.[1];
  if (quoted !== undefined) return () => quoted;
  const { place, name = "" } = ofRequest.exec(text)?.groups ?? {};
  if (place === "header") return ({ request }) => request.headers.get(name.toLowerCase());
  if (place === "querystring") return ({ request }) => readQuery(request.query).find(([key]) => key === name)?.[1];
  if (place === "path") return ({ route }) => route?.parameters[name];
  if (text === "request.path") return ({ path }) => path;
  const [, variable] = /^stageVariables\.(.+)$/.exec(text) ?? [];
  if (variable !== undefined) return ({ api }) => api.variables[variable];
  const [, member] = /^context\.(.+)$/.exec(text) ?? [];
  return member === undefined ? undefined : (exchange) => asText(contextValue(exchange, member));
}

/**
 * The same for a parameter in the path of a URI, percent-encoded. What was encoded in the request's own path stays so: a
 * slash would part segments behind the gateway that parted none before it, where the route was found.
 */
export function pathSource(text: string): ValueSource | undefined {
  const [, name] = /^method\.request\.path\.(.+)$/.exec(text) ?? [];
  if (name !== undefined) return ({ route }) => route?.encoded[name];
  const source = valueSource(text);
  return source && ((exchange) => source(exchange)?.split("/").map(encodeURIComponent).join("/"));
}

/**
 * The value of an HTTP API's mapping: an expression behind a `$`, or text in which `${…}` stands for expressions.
 * Undefined where one of them is unknown.
 */
export function interpolated(text: string): ValueSource | undefined {
  if (text.startsWith("$") && !text.startsWith("${")) return valueSource(text.slice(1));
  const parts = text.split(/\$\{([^}]*)\}/);
  const sources = parts.map((part, index) => (index % 2 === 0 ? () => part : valueSource(part)));
  if (sources.some((source) => source === undefined)) return undefined;
  return (exchange) => sources.map((source) => source?.(exchange) ?? "").join("");
}

const asText = (value: unknown): string | undefined =>
  value === undefined || value === null ? undefined : String(value);
