import { contextValue } from "../exchange/context-value.ts";
import type { Exchange } from "../exchange/exchange.ts";
import { readQuery } from "../exchange/query.ts";

/** Where in a request an authorizer finds what it goes by. */
export interface IdentitySource {
  /** As it was written, for a denial. */
  readonly text: string;
  read(exchange: Exchange): string | undefined;
}

const expression =
  /^(?:(?:method|\$?request|\$request)\.)?(?:request\.)?(?<place>header|querystring)\.(?<name>.+)$|^\$?(?<rest>stageVariables|context)\.(?<member>.+)$/;

/**
 * Reads an expression as templates have it: `method.request.header.X` (REST), `$request.header.X` (HTTP),
 * `…querystring.X`, `stageVariables.X` and `context.X`, with or without `$`. Undefined for another.
 */
export function identitySource(text: string): IdentitySource | undefined {
  const { place, name = "", rest, member = "" } = expression.exec(text)?.groups ?? {};
  if (place === "header") return { text, read: ({ request }) => present(request.headers.get(name.toLowerCase())) };
  if (place === "querystring") {
    return { text, read: ({ request }) => present(readQuery(request.query).find(([key]) => key === name)?.[1]) };
  }
  if (rest === "stageVariables") return { text, read: ({ api }) => present(api.variables[member]) };
  if (rest === "context") return { text, read: (exchange) => present(contextValue(exchange, member)) };
  return undefined;
}

const present = (value: unknown): string | undefined =>
  value === undefined || value === null || value === "" ? undefined : String(value);
