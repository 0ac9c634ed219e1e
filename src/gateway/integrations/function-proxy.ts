import type { Answered, Functions } from "../../domain/trigger/functions.ts";
import type { Answer } from "../exchange/answer.ts";
import type { Exchange } from "../exchange/exchange.ts";
import { type EventBody, proxyEventV1 } from "../functions/event-v1.ts";
import { requestEventV2 } from "../functions/event-v2.ts";
import { isBinary, isText } from "../functions/media-type.ts";
import { readAnswerV1, readAnswerV2 } from "../functions/proxy-answer.ts";
import { type Integration, IntegrationFailure } from "./integration.ts";

export interface FunctionProxyOptions {
  readonly functions: Functions;
  readonly arn: string;
  /** A REST API's payload format 1.0, or an HTTP API's 1.0 or 2.0. */
  readonly format: "rest" | "http-1.0" | "http-2.0";
  /** Milliseconds. */
  readonly patience: number;
  /** What a REST API hands on in base64, and decodes of what a function answers. */
  readonly binaryMediaTypes?: readonly string[];
}

/** AWS_PROXY: the function is given the whole request, and answers it. */
export function functionProxy(options: FunctionProxyOptions): Integration {
  const { functions, arn, format, patience, binaryMediaTypes = [] } = options;

  async function bodyOf({ request }: Exchange): Promise<EventBody> {
    const bytes = await request.body();
    if (bytes.length === 0) return { body: null, isBase64Encoded: false };
    const [type, encoding] = [request.headers.get("content-type"), request.headers.get("content-encoding")];
    const asText = format === "rest" ? !isBinary(type, binaryMediaTypes) : isText(type, encoding);
    return { body: bytes.toString(asText ? "utf8" : "base64"), isBase64Encoded: !asText };
  }

  async function eventOf(exchange: Exchange): Promise<object> {
    const body = await bodyOf(exchange);
    if (format !== "http-2.0") return proxyEventV1(exchange, format === "rest" ? "rest" : "http", body);
    const { body: text, isBase64Encoded } = body;
    return { ...requestEventV2(exchange), ...(text !== null && { body: text }), isBase64Encoded };
  }

  function read(answer: unknown, { request }: Exchange): Answer | undefined {
    if (format === "http-2.0") return readAnswerV2(answer);
    const [accepted] = request.headers.get("accept")?.split(",") ?? [];
    return readAnswerV1(answer, format === "http-1.0" || isBinary(accepted, binaryMediaTypes) ? "decoded" : "as it is");
  }

  return {
    describe: `function ${arn.split(":").at(-1)}`,
    async run(exchange) {
      const answered = await functions.run({ arn, event: await eventOf(exchange), patience });
      if (answered.kind !== "answer") throw failureOf(answered, arn);
      const answer = read(answered.answer, exchange);
      if (!answer) throw new IntegrationFailure("malformed", `${arn} answered with no status, or with what is no text`);
      return answer;
    },
  };
}

function failureOf(answered: Exclude<Answered, { kind: "answer" }>, arn: string): IntegrationFailure {
  switch (answered.kind) {
    case "no-answer":
      return new IntegrationFailure("timed out", `${arn} did not answer in time`);
    case "not-run":
      return new IntegrationFailure("configuration", `${arn} could not be run: ${answered.code}, ${answered.reason}`);
    case "not-json":
      return new IntegrationFailure("malformed", `${arn} answered with what is no JSON`);
    case "error":
      return new IntegrationFailure("malformed", `${arn} failed: ${answered.errorType}: ${answered.errorMessage}`);
  }
}
