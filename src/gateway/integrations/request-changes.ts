import type { HeaderPair } from "../exchange/answer.ts";
import type { Exchange } from "../exchange/exchange.ts";
import type { ValueSource } from "./value-source.ts";

/** One thing that a mapping changes in the request to a backend. */
export interface RequestChange {
  readonly action: "overwrite" | "append" | "remove";
  readonly place: "header" | "querystring" | "path";
  /** The header's or parameter's; of a path, the parameter in the URI, whose source is encoded, or `wholePath` for all of it. */
  readonly name: string;
  readonly source: ValueSource;
}

/** A request to a backend in the making. */
export interface Draft {
  readonly headers: readonly HeaderPair[];
  readonly query: readonly (readonly [string, string])[];
}

/**
 * Headers and query as the mappings want them. Where a source has no value nothing is added; but what is to be overwritten
 * goes, or a caller could say of themselves what the mapping does not find in their token.
 */
export function changed(draft: Draft, changes: readonly RequestChange[], exchange: Exchange): Draft {
  const lists = { header: draft.headers, querystring: draft.query };
  for (const { action, place, name, source } of changes) {
    if (place === "path") continue;
    const value = source(exchange);
    const same = place === "header" ? readsAs(name) : ([key]: HeaderPair) => key === name;
    const kept = action === "append" ? lists[place] : lists[place].filter((pair) => !same(pair));
    lists[place] = action === "remove" || value === undefined ? kept : [...kept, [name, value]];
  }
  return { headers: lists.header, query: lists.querystring };
}

/** Whether a backend takes a header for the one of this name: many (CGI, WSGI, PHP) take `_` for `-`. */
export function readsAs(name: string): (header: HeaderPair) => boolean {
  const read = (header: string) => header.toLowerCase().replaceAll("_", "-");
  const wanted = read(name);
  return ([key]) => read(key) === wanted;
}

/** The name of a change to all of a path. */
export const wholePath = "";

/** Parameters in a URI that mappings give another value than the route's own. */
export const pathValues = (changes: readonly RequestChange[], exchange: Exchange): Record<string, string> =>
  Object.fromEntries(
    changes.flatMap(({ place, name, source }) => (place === "path" ? [[name, source(exchange) ?? ""]] : [])),
  );
