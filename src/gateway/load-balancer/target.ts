import type { Functions } from "../../domain/trigger/functions.ts";
import type { Random } from "../../random.ts";
import { type Answer, connectionHeaders, type HeaderPair } from "../exchange/answer.ts";
import { BackendFailure, type Backends } from "../exchange/backend.ts";
import { BodyTooLong, type GatewayRequest } from "../exchange/request.ts";
import { isText } from "../functions/media-type.ts";
import { readAnswerV1 } from "../functions/proxy-answer.ts";
import { htmlAnswer } from "./html-answer.ts";

/** Sends a request on, with headers of the load balancer's own. Never rejects: a target that fails is an answer. */
export interface Target {
  readonly describe: string;
  send(request: GatewayRequest, added: readonly HeaderPair[]): Promise<Answer>;
}

/** As long as a load balancer waits for a sign of life, in milliseconds. */
const patience = 60_000;

/** Headers that say who somebody is: a client's own are never let through, nor what CGI, WSGI and PHP read for them. */
const ours = /^x[-_]amzn[-_]oidc[-_]/i;

/** Servers that take turns. What they answer goes on as it comes, however long it is. */
export function serverTargets(backends: Backends, origins: readonly string[]): Target {
  let turn = 0;
  return {
    describe: origins.join(", ") || "no target",
    async send(request, added) {
      const origin = origins[turn++ % origins.length];
      if (origin === undefined) return htmlAnswer(503);
      const { method, path, query, stream } = request;
      try {
        return await backends.stream({
          url: new URL(origin),
          // Followed here, its dots would lead past the rule that was found for it: from `/open/../closed` to `/closed`.
          path: `${path}${query === "" ? "" : `?${query}`}`,
          method,
          headers: [...forwarded(request), ...added],
          body: hasBody(request) ? stream : Buffer.alloc(0),
          patience,
        });
      } catch (error) {
        if (!(error instanceof BackendFailure)) throw error;
        return htmlAnswer(error.kind === "timed out" ? 504 : 502);
      }
    },
  };
}

const hasBody = ({ headers }: GatewayRequest): boolean =>
  headers.get("content-length") !== undefined || headers.get("transfer-encoding") !== undefined;

export interface FunctionTargetOptions {
  readonly functions: Functions;
  readonly arn: string;
  readonly targetGroupArn: string;
}

/** A function as a target (`ALBEvent` of @types/aws-lambda). */
export const functionTarget = ({ functions, arn, targetGroupArn }: FunctionTargetOptions): Target => ({
  describe: `function ${arn.split(":").at(-1)}`,
  async send(request, added) {
    const body = await request.body().catch((error: Error) => error);
    if (body instanceof BodyTooLong) return { ...htmlAnswer(400), status: 413 };
    if (body instanceof Error) return htmlAnswer(400);
    const asText = isText(request.headers.get("content-type"), request.headers.get("content-encoding"));
    const event = {
      requestContext: { elb: { targetGroupArn } },
      httpMethod: request.method,
      path: request.path,
      queryStringParameters: Object.fromEntries(rawQuery(request.query)),
      headers: Object.fromEntries(
        [...forwarded(request), ...added].map(([name, value]) => [name.toLowerCase(), value]),
      ),
      body: body.toString(asText ? "utf8" : "base64"),
      isBase64Encoded: !asText,
    };
    const answered = await functions.run({ arn, event, patience });
    const answer = answered.kind === "answer" ? readAnswerV1(answered.answer, "decoded") : undefined;
    return answer ?? htmlAnswer(502);
  },
});

/** As they stand in the URL: a load balancer decodes nothing. */
const rawQuery = (query: string): [string, string][] =>
  query === ""
    ? []
    : query.split("&").map((pair) => {
        const at = pair.indexOf("=");
        return at < 0 ? [pair, ""] : [pair.slice(0, at), pair.slice(at + 1)];
      });

function forwarded({ headers, sourceIp }: GatewayRequest): HeaderPair[] {
  const kept = headers.sent.filter(([name]) => {
    const key = name.toLowerCase();
    return !connectionHeaders.has(key) && !ours.test(key) && !key.startsWith("x-forwarded-") && key !== "expect";
  });
  const [, port = "80"] = /:(\d+)$/.exec(headers.get("host") ?? "") ?? [];
  return [
    ...kept,
    ["X-Forwarded-For", [...headers.all("x-forwarded-for"), sourceIp].join(", ")],
    ["X-Forwarded-Proto", "http"],
    ["X-Forwarded-Port", port],
  ];
}

/** `Root=1-67891233-abcdef012345678912345678`. */
export const traceId = (random: Random, at: Date): string =>
  `Root=1-${Math.floor(at.getTime() / 1000).toString(16)}-${random.bytes(12).toString("hex")}`;
