import type { Clock } from "../../clock.ts";
import type { Random } from "../../random.ts";
import type { Api } from "../api.ts";
import type { Authorizer, Refused } from "../authorizers/authorizer.ts";
import { type Explaining, explainDenial } from "../denied.ts";
import { logAccess } from "../exchange/access-log.ts";
import type { Answer, HeaderPair } from "../exchange/answer.ts";
import { type ApiFacts, type Exchange, openExchange } from "../exchange/exchange.ts";
import { BodyTooLong, type GatewayRequest } from "../exchange/request.ts";
import { type Integration, IntegrationFailure } from "../integrations/integration.ts";
import { runIntegration } from "../integrations/run-integration.ts";
import { type Routed, resourceTable } from "../routing/route-table.ts";
import {
  type Deviation,
  type GatewayResponseChanges,
  type GatewayResponseType,
  gatewayResponse,
  gatewayResponses,
} from "./gateway-response.ts";
import { failureType, refusalOf } from "./refusal.ts";
import { type Rate, tokenBucket } from "./token-bucket.ts";
import { type ApiKey, openUsage, type UsagePlan } from "./usage.ts";

export interface RestRoute extends Routed {
  readonly authorizer: Authorizer;
  readonly scopes: readonly string[];
  readonly apiKey: "required" | "not required";
  /** The stage's own bound on this method. */
  readonly throttle: Rate | undefined;
  readonly integration: Integration;
}

export interface RestApiOptions extends Explaining {
  readonly clock: Pick<Clock, "machineNow">;
  readonly random: Random;
  readonly facts: ApiFacts;
  readonly port: number;
  readonly routes: readonly RestRoute[];
  readonly responses: GatewayResponseChanges;
  readonly keys: readonly ApiKey[];
  readonly plans: readonly UsagePlan[];
  /** Where a request's API key is: in `x-api-key`, or in the answer of its authorizer. */
  readonly keySource: "HEADER" | "AUTHORIZER";
  readonly accessLog: string | undefined;
}

/** The most that the headers' values may come to, in bytes. */
export const longestHeaders = 10_240;

/**
 * A REST API of API Gateway, in its order: stage, route, authorizer, API key and its bounds, integration. Whatever it
 * answers by itself is a gateway response.
 */
export function restApi(options: RestApiOptions): Api {
  const { clock, random, facts, routes, responses } = options;
  const table = resourceTable(routes);
  const usage = openUsage(clock, options);
  const bucket = tokenBucket(clock);

  function respond(
    exchange: Exchange,
    type: GatewayResponseType,
    refused?: Refused & { deviation?: Deviation },
  ): Answer {
    const message = refused?.message ?? gatewayResponses[type][1];
    exchange.error = { message, responseType: type, denial: refused?.denial };
    const answer = gatewayResponse(type, exchange, responses, refused?.deviation);
    const why = refused ? explainDenial(options, exchange, refused.denial) : [];
    return { ...answer, headers: [...answer.headers, ...why] };
  }

  async function pass(exchange: Exchange): Promise<Answer> {
    const { request } = exchange;
    const found = table.find(request.method, exchange.path);
    if (!found) {
      const denial = {
        check: "route",
        expected: "a method and path of the API",
        found: `${request.method} ${exchange.path}`,
      };
      return respond(exchange, "MISSING_AUTHENTICATION_TOKEN", { kind: "missing", denial });
    }
    const { route, parameters } = found;
    exchange.route = { method: route.method, path: route.template?.text ?? "", parameters };
    const verdict = await route.authorizer.authorize(exchange, route.scopes);
    if (verdict.refused) {
      const { type, ...deviation } = refusalOf(verdict.refused, route.authorizer);
      return respond(exchange, type, { ...verdict.refused, message: deviation.message, deviation });
    }
    exchange.identity = verdict.identity;
    const bounded = bound(exchange, route);
    if (bounded) return bounded;
    return integrate(exchange, route);
  }

  function bound(exchange: Exchange, { apiKey, throttle, template, method }: RestRoute): Answer | undefined {
    const { identity, request } = exchange;
    if (apiKey === "required") {
      const fromAuthorizer = identity.kind === "function" ? identity.apiKey : undefined;
      const value = options.keySource === "HEADER" ? request.headers.get("x-api-key") : fromAuthorizer;
      const counted = usage.count(value, `${template?.text}/${method}`);
      if (counted.refused) return respond(exchange, counted.refused, { kind: "denied", denial: counted.denial });
      exchange.apiKey = counted.key;
    }
    if (!throttle || bucket(`${method} ${template?.text}`, throttle)) return undefined;
    const expected = `${throttle.rateLimit} requests a second, ${throttle.burstLimit} at once`;
    return respond(exchange, "THROTTLED", { kind: "denied", denial: { check: "throttle", expected } });
  }

  async function integrate(exchange: Exchange, { integration }: RestRoute): Promise<Answer> {
    const outcome = await runIntegration(options, exchange, integration);
    if (!(outcome instanceof IntegrationFailure)) {
      return { ...outcome, headers: outcome.headers.map(remapped) };
    }
    const { type, status } = failureType(outcome);
    exchange.error = { message: gatewayResponses[type][1], responseType: type };
    return gatewayResponse(type, exchange, responses, { status });
  }

  async function answer(exchange: Exchange, inStage: boolean): Promise<Answer> {
    const { headers } = exchange.request;
    const length = headers.sent.reduce((sum, [, value]) => sum + value.length, 0);
    if (length > longestHeaders) {
      const denial = { check: "headers", expected: `at most ${longestHeaders} bytes`, found: `${length}` };
      const message = `HTTP header is larger than ${longestHeaders} bytes.`;
      return respond(exchange, "REQUEST_TOO_LARGE", { kind: "invalid", denial, message, deviation: { status: 431 } });
    }
    if (!inStage) {
      const denial = { check: "stage", expected: `/${facts.stage}`, found: exchange.path };
      return respond(exchange, "MISSING_AUTHENTICATION_TOKEN", {
        ...{ kind: "missing", denial, message: "Forbidden" },
        deviation: { exception: "ForbiddenException" },
      });
    }
    return pass(exchange).catch((error: Error) => {
      if (error instanceof BodyTooLong) return respond(exchange, "REQUEST_TOO_LARGE");
      throw error;
    });
  }

  return {
    name: facts.name,
    kind: "REST",
    port: options.port,
    basePath: `/${facts.stage}`,
    routes: routes.map(({ method, template, authorizer, scopes, apiKey, integration }) => ({
      method,
      path: template?.text ?? "",
      guard: [describeGuard(authorizer, scopes), apiKey === "required" ? "API key" : ""].filter(Boolean).join(", "),
      target: integration.describe,
    })),
    async handle(request: GatewayRequest) {
      const within = withinStage(request.path, facts.stage);
      const exchange = openExchange(random, facts, { request, path: within ?? request.path });
      const given = await answer(exchange, within !== undefined);
      const ids: HeaderPair[] = [
        ["x-amzn-RequestId", exchange.requestId],
        ["x-amz-apigw-id", exchange.extendedRequestId],
      ];
      const latency = clock.machineNow().getTime() - request.receivedAt.getTime();
      if (options.accessLog !== undefined) {
        logAccess(options.log, { format: options.accessLog, exchange, answer: given, latency });
      }
      return { ...given, headers: [...given.headers, ...ids] };
    },
  };
}

export const describeGuard = ({ name }: Authorizer, scopes: readonly string[]): string =>
  scopes.length > 0 ? `${name} (${scopes.join(" or ")})` : name === "NONE" ? "none" : name;

/** The path within a stage; undefined for a path of another. */
export function withinStage(path: string, stage: string): string | undefined {
  if (path === `/${stage}`) return "/";
  return path.startsWith(`/${stage}/`) ? path.slice(stage.length + 1) : undefined;
}

const remappedNames = new Set(["date", "server", "www-authenticate"]);

/** Headers that a REST API keeps for itself; a backend's own go on under another name. */
const remapped = ([name, value]: HeaderPair): HeaderPair =>
  remappedNames.has(name.toLowerCase()) ? [`x-amzn-Remapped-${name}`, value] : [name, value];
