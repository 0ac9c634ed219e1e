import type { Answer, HeaderPair } from "../exchange/answer.ts";
import type { Exchange } from "../exchange/exchange.ts";
import { callBackend, forwarded, type HttpProxyOptions } from "./http-proxy.ts";
import { type Integration, IntegrationFailure } from "./integration.ts";
import { fill } from "./template.ts";
import { valueSource } from "./value-source.ts";

/** One answer that an integration's own is mapped to. */
export interface IntegrationResponse {
  readonly status: number;
  /** Matched against the whole status; the one without is for what no other takes. */
  readonly pattern: RegExp | undefined;
  /** `method.response.header.X` to text in quotes, `integration.response.header.X`, or what a request's mapping may name. */
  readonly parameters: Readonly<Record<string, string>>;
  /** By media type. */
  readonly templates: Readonly<Record<string, string>>;
}

export interface MappedOptions {
  /** By media type of the request. */
  readonly templates: Readonly<Record<string, string>>;
  /** What becomes of a body of another type. */
  readonly passthrough: "WHEN_NO_MATCH" | "WHEN_NO_TEMPLATES" | "NEVER";
  readonly responses: readonly IntegrationResponse[];
}

/** MOCK: nobody is called; the request's template tells the status by which the answer is chosen. */
export const mock = (options: MappedOptions): Integration => ({
  describe: "MOCK",
  async run(exchange) {
    const text = requestBody(options, exchange, (await exchange.request.body()).toString());
    return answerFor(options, exchange, { status: statusIn(text), headers: [], body: "" });
  },
});

/** HTTP: a backend is called with what the request's template makes, and its answer is mapped. */
export const http = (options: MappedOptions & HttpProxyOptions): Integration => ({
  describe: `${options.uri} (mapped)`,
  async run(exchange) {
    const body = requestBody(options, exchange, (await exchange.request.body()).toString());
    const accepted = forwarded(exchange).filter(([name]) => ["accept", "content-type"].includes(name.toLowerCase()));
    const answer = await callBackend(options, exchange, { body: Buffer.from(body), headers: accepted, query: [] });
    return answerFor(options, exchange, { ...answer, body: answer.body.toString() });
  },
});

function requestBody({ templates, passthrough }: MappedOptions, exchange: Exchange, body: string): string {
  const type = exchange.request.headers.get("content-type")?.split(";")[0]?.trim() ?? "application/json";
  const template = Object.hasOwn(templates, type) ? templates[type] : undefined;
  if (template !== undefined) return fill(template, { exchange, body });
  const passes = passthrough === "WHEN_NO_MATCH" || (passthrough === "WHEN_NO_TEMPLATES" && isEmpty(templates));
  if (passes) return body;
  throw new IntegrationFailure("unsupported media type", `there is no template for ${type}`);
}

const isEmpty = (value: object): boolean => Object.keys(value).length === 0;

function statusIn(text: string): number {
  try {
    const { statusCode } = JSON.parse(text) as { statusCode?: unknown };
    if (Number.isInteger(Number(statusCode))) return Number(statusCode);
  } catch {}
  throw new IntegrationFailure("configuration", 'the template of a MOCK has to give {"statusCode": <status>}');
}

interface Given {
  readonly status: number;
  readonly headers: readonly HeaderPair[];
  readonly body: string;
}

function answerFor({ responses }: MappedOptions, exchange: Exchange, given: Given): Answer {
  const chosen =
    responses.find(({ pattern }) => pattern?.test(`${given.status}`)) ?? responses.find(({ pattern }) => !pattern);
  if (!chosen)
    throw new IntegrationFailure("configuration", `no integration response is for the status ${given.status}`);
  const [[type, template] = ["application/json", undefined]] = Object.entries(chosen.templates);
  const headers = Object.entries(chosen.parameters).flatMap(([target, source]): HeaderPair[] => {
    const [, name] = /^method\.response\.header\.(.+)$/.exec(target) ?? [];
    const [, from] = /^integration\.response\.header\.(.+)$/.exec(source) ?? [];
    const value = from === undefined ? valueSource(source)?.(exchange) : headerIn(given.headers, from);
    return name === undefined || value === undefined ? [] : [[name, value]];
  });
  const body = template === undefined ? given.body : fill(template, { exchange, body: given.body });
  const hasType = headers.some(([name]) => name.toLowerCase() === "content-type");
  return { status: chosen.status, headers: [...(hasType ? [] : [["content-type", type] as const]), ...headers], body };
}

const headerIn = (headers: readonly HeaderPair[], name: string): string | undefined =>
  headers.find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
