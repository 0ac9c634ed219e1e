import type { Answer, HeaderPair } from "../exchange/answer.ts";

/**
 * What a function answers with behind a proxy integration, in payload format 1.0 (`APIGatewayProxyResult`). Undefined for
 * what is malformed. `base64` says whether a body in it is given to the client as the bytes that it stands for.
 */
export function readAnswerV1(answer: unknown, base64: "decoded" | "as it is"): Answer | undefined {
  if (typeof answer !== "object" || answer === null) return undefined;
  const { statusCode, headers, multiValueHeaders, body, isBase64Encoded } = answer as Record<string, unknown>;
  const status = statusOf(statusCode);
  const [single, multiple] = [headerPairs(headers), headerPairs(multiValueHeaders)];
  if (status === undefined || !single || !multiple) return undefined;
  if (body !== undefined && body !== null && typeof body !== "string") return undefined;
  const named = new Set(multiple.map(([name]) => name.toLowerCase()));
  const pairs = [...multiple, ...single.filter(([name]) => !named.has(name.toLowerCase()))];
  const bytes = isBase64Encoded === true && base64 === "decoded" ? Buffer.from(body ?? "", "base64") : (body ?? "");
  return { status, headers: withType(pairs), body: bytes };
}

/**
 * The same in payload format 2.0 (`APIGatewayProxyStructuredResultV2`): whatever has no statusCode is the body itself, as
 * JSON, with 200.
 */
export function readAnswerV2(answer: unknown): Answer | undefined {
  if (typeof answer !== "object" || answer === null || Array.isArray(answer) || !("statusCode" in answer)) {
    if (answer === undefined) return undefined;
    const body = typeof answer === "string" ? answer : JSON.stringify(answer);
    return { status: 200, headers: [["content-type", "application/json"]], body };
  }
  const { cookies, ...rest } = answer as Record<string, unknown>;
  const read = readAnswerV1({ ...rest, multiValueHeaders: undefined }, "decoded");
  if (!read || (cookies !== undefined && !isTextList(cookies))) return undefined;
  const set = (cookies ?? []) as string[];
  return { ...read, headers: [...read.headers, ...set.map((cookie): HeaderPair => ["set-cookie", cookie])] };
}

function statusOf(value: unknown): number | undefined {
  const status = typeof value === "string" && /^\d{3}$/.test(value) ? Number(value) : value;
  return typeof status === "number" && Number.isInteger(status) && status >= 100 && status <= 599 && status !== 101
    ? Math.max(status, 200)
    : undefined;
}

function headerPairs(headers: unknown): HeaderPair[] | undefined {
  if (headers === undefined || headers === null) return [];
  if (typeof headers !== "object" || Array.isArray(headers)) return undefined;
  const pairs = Object.entries(headers).flatMap(([name, value]) =>
    [value].flat().map((one): [string, unknown] => [name, one]),
  );
  if (pairs.some(([, value]) => typeof value === "object" && value !== null)) return undefined;
  return pairs
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([name, value]) => [name, String(value)]);
}

/** Neither kind of API sends an answer without a type. */
const withType = (pairs: readonly HeaderPair[]): readonly HeaderPair[] =>
  pairs.some(([name]) => name.toLowerCase() === "content-type")
    ? pairs
    : [["content-type", "application/json"], ...pairs];

const isTextList = (value: unknown): boolean => Array.isArray(value) && value.every((one) => typeof one === "string");
