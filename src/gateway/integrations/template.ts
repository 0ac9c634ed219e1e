import { contextValue } from "../exchange/context-value.ts";
import type { Exchange } from "../exchange/exchange.ts";
import { readQuery } from "../exchange/query.ts";

/** What a mapping template is made of: references in text. */
export interface TemplateInput {
  readonly exchange: Exchange;
  /** The body that is mapped: the request's, or the backend's answer. */
  readonly body: string;
}

const directive = /#(set|if|elseif|else|end|foreach|stop|break|macro|define|parse|include)\b/;

/** What in a template this gateway cannot do, or undefined. Its references are done, and no directives. */
export const unsupportedIn = (template: string): string | undefined => directive.exec(template)?.[0];

const reference =
  /\$!?(?<opened>\{)?(?:input\.(?:body|json\('(?<json>[^']*)'\)|path\('(?<path>[^']*)'\)|params\('(?<parameter>[^']*)'\))|context\.(?<context>(?:[\w:.-]|\['[^']+'\])*[\w\]])|stageVariables\.(?<variable>\w+)|util\.escapeJavaScript\(\$(?<escaped>[^)]+\)?)\))(?<closed>\})?/g;

/** Fills a template's references in. One that stands for nothing is the empty text, as API Gateway has it. */
export function fill(template: string, input: TemplateInput): string {
  return template.replaceAll(reference, (...match) => {
    const groups = match.at(-1) as Record<string, string | undefined>;
    // A brace that the reference did not open is the text's own.
    const rest = groups.closed !== undefined && groups.opened === undefined ? "}" : "";
    if (groups.escaped !== undefined) return JSON.stringify(fill(`$${groups.escaped}`, input)).slice(1, -1) + rest;
    return referred(groups, input) + rest;
  });
}

function referred(groups: Record<string, string | undefined>, { exchange, body }: TemplateInput): string {
  const { json, path, parameter, context, variable } = groups;
  if (json !== undefined) return JSON.stringify(select(body, json)) ?? '""';
  if (path !== undefined) return asText(select(body, path));
  if (parameter !== undefined) return parameterOf(exchange, parameter);
  if (context !== undefined) return asText(contextValue(exchange, context));
  if (variable !== undefined) return exchange.api.variables[variable] ?? "";
  return body;
}

/** A parameter of the path, the query or a header, in this order. */
function parameterOf({ route, request }: Exchange, name: string): string {
  return (
    route?.parameters[name] ??
    readQuery(request.query).find(([key]) => key === name)?.[1] ??
    request.headers.get(name.toLowerCase()) ??
    ""
  );
}

/** What a JSON path of names and indexes leads to: `$`, `$.a.b[0]`, `$['a b']`. */
function select(body: string, path: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return undefined;
  }
  for (const [, dotted, index, quoted] of path.matchAll(/\.([\w-]+)|\[(\d+)\]|\['([^']+)'\]/g)) {
    const step = dotted ?? index ?? quoted ?? "";
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Record<string, unknown>)[step];
  }
  return value;
}

const asText = (value: unknown): string =>
  value === undefined || value === null ? "" : typeof value === "object" ? JSON.stringify(value) : String(value);
