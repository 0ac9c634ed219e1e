import type { Clock } from "../../clock.ts";
import type { Random } from "../../random.ts";
import type { Api } from "../api.ts";
import { type Authorizer, describeGuard } from "../authorizers/authorizer.ts";
import { type Explaining, explainDenial } from "../denied.ts";
import { logAccess } from "../exchange/access-log.ts";
import type { Answer } from "../exchange/answer.ts";
import { type ApiFacts, type Exchange, openExchange, takenRoute } from "../exchange/exchange.ts";
import { BodyTooLong, type GatewayRequest, longestHead } from "../exchange/request.ts";
import { type Rate, tokenBucket } from "../exchange/token-bucket.ts";
import { type Integration, IntegrationFailure } from "../integrations/integration.ts";
import { runIntegration } from "../integrations/run-integration.ts";
import { denyDots } from "../routing/dots.ts";
import { decodeToQuestionMark, encode } from "../routing/encoding.ts";
import { type Routed, routeKeyTable } from "../routing/route-table.ts";
import { oneSlash, withinStage } from "../routing/stage.ts";
import type { Denial } from "../verifier/denial.ts";
import { type Cors, denyPreflight, isPreflight, preflight, withCors } from "./cors.ts";
import { failureAnswer, plainAnswer, refusalAnswer } from "./refusal.ts";

export interface HttpRoute extends Routed {
  readonly authorizer: Authorizer;
  readonly scopes: readonly string[];
  readonly throttle: Rate | undefined;
  readonly integration: Integration;
}

export interface HttpApiOptions extends Explaining {
  readonly clock: Pick<Clock, "machineNow">;
  readonly random: Random;
  readonly facts: ApiFacts;
  readonly port: number;
  readonly routes: readonly HttpRoute[];
  readonly cors: Cors | undefined;
  readonly accessLog: string | undefined;
}

/**
 * An HTTP API of API Gateway: CORS, route, authorizer, integration. A path is decoded before anything is done with it, as
 * AWS does: `/a%2Fb` is `/a/b`, and `/a%3Fb` is `/a`, to routes, functions and backends.
 */
export function httpApi(options: HttpApiOptions): Api {
  const { clock, random, facts, routes, cors } = options;
  const table = routeKeyTable(routes);
  const find = (method: string, path: string) => table.find(method, encode(path));
  const bucket = tokenBucket(clock);

  function deny(exchange: Exchange, answer: Answer, denial: Denial): Answer {
    exchange.error = { message: messageIn(answer), denial };
    return { ...answer, headers: [...answer.headers, ...explainDenial(options, exchange, denial)] };
  }

  async function pass(exchange: Exchange): Promise<Answer> {
    const { request } = exchange;
    const found = find(request.method, exchange.path);
    if (!found) {
      const denial = { check: "route", expected: "a route of the API", found: `${request.method} ${exchange.path}` };
      return deny(exchange, plainAnswer(404), denial);
    }
    const { route, parameters } = found;
    const { authorizer, scopes, throttle, template, method } = route;
    exchange.route = takenRoute(method, template?.text ?? "$default", parameters);
    const verdict = await authorizer.authorize(exchange, scopes);
    if (verdict.refused) {
      return deny(exchange, refusalAnswer(verdict.refused, authorizer, scopes), verdict.refused.denial);
    }
    exchange.identity = verdict.identity;
    if (throttle && !bucket(`${method} ${template?.text}`, throttle)) {
      const expected = `${throttle.rateLimit} requests a second, ${throttle.burstLimit} at once`;
      return deny(exchange, plainAnswer(429), { check: "throttle", expected });
    }
    return integrate(exchange, route);
  }

  async function integrate(exchange: Exchange, { integration }: HttpRoute): Promise<Answer> {
    const outcome = await runIntegration(options, exchange, integration);
    if (!(outcome instanceof IntegrationFailure)) return outcome;
    const answer = failureAnswer(outcome);
    exchange.error = { message: messageIn(answer) };
    return answer;
  }

  async function answer(exchange: Exchange, inStage: boolean): Promise<Answer> {
    const { headSize } = exchange.request;
    if (headSize > longestHead) {
      const denial = { check: "headers", expected: `at most ${longestHead} bytes`, found: `${headSize}` };
      return deny(exchange, plainAnswer(431), denial);
    }
    const dots = denyDots(exchange.request.path);
    if (dots) return deny(exchange, plainAnswer(400), dots);
    if (!inStage) {
      return deny(exchange, plainAnswer(404), { check: "stage", expected: `/${facts.stage}`, found: exchange.path });
    }
    return pass(exchange).catch((error: Error) => {
      if (error instanceof BodyTooLong) return plainAnswer(413);
      throw error;
    });
  }

  async function answerAcrossOrigins(exchange: Exchange, inStage: boolean): Promise<Answer> {
    const { request, path } = exchange;
    if (!cors) return answer(exchange, inStage);
    if (!isPreflight(request) || find("OPTIONS", path)?.route.method === "OPTIONS") {
      return withCors(await answer(exchange, inStage), cors, request);
    }
    const denial = denyPreflight(cors, request);
    return denial ? deny(exchange, { status: 204, headers: [], body: "" }, denial) : preflight(cors, request);
  }

  return {
    name: facts.name,
    kind: "HTTP",
    port: options.port,
    basePath: facts.stage === "$default" ? "" : `/${facts.stage}`,
    notes: [],
    routes: routes.map(({ method, template, authorizer, scopes, integration }) => ({
      method: template ? method : "",
      path: template?.text ?? "$default",
      guard: describeGuard(authorizer, scopes),
      target: integration.describe,
    })),
    async handle(request: GatewayRequest) {
      const fullPath = oneSlash(decodeToQuestionMark(request.path));
      const within = withinStage(fullPath, facts.stage);
      const exchange = openExchange(random, facts, { request, fullPath, path: within ?? fullPath });
      const given = await answerAcrossOrigins(exchange, within !== undefined);
      const latency = clock.machineNow().getTime() - request.receivedAt.getTime();
      if (options.accessLog !== undefined) {
        logAccess(options.log, { format: options.accessLog, exchange, answer: given, latency });
      }
      return { ...given, headers: [...given.headers, ["apigw-requestid", exchange.extendedRequestId]] };
    },
  };
}

/** Nothing for an answer that has no body. */
const messageIn = ({ body }: Answer): string | null =>
  body === "" ? null : (JSON.parse(String(body)) as { message: string }).message;
