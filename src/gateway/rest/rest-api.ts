import type { Clock } from "../../clock.ts";
import type { Random } from "../../random.ts";
import type { Api } from "../api.ts";
import { type Authorizer, describeGuard, type Refused } from "../authorizers/authorizer.ts";
import { type Explaining, explainDenial } from "../denied.ts";
import { logAccess } from "../exchange/access-log.ts";
import type { Answer, HeaderPair } from "../exchange/answer.ts";
import { type ApiFacts, type Exchange, methodArn, openExchange, takenRoute } from "../exchange/exchange.ts";
import { BodyTooLong, type GatewayRequest, longestHead } from "../exchange/request.ts";
import { type Rate, tokenBucket } from "../exchange/token-bucket.ts";
import { type Integration, IntegrationFailure } from "../integrations/integration.ts";
import { runIntegration } from "../integrations/run-integration.ts";
import { denyDots } from "../routing/dots.ts";
import { type Routed, resourceTable } from "../routing/route-table.ts";
import { oneSlash, withinStage } from "../routing/stage.ts";
import type { Denial } from "../verifier/denial.ts";
import {
  type Deviation,
  type GatewayResponseChanges,
  type GatewayResponseType,
  gatewayResponse,
  gatewayResponses,
} from "./gateway-response.ts";
import { failureType, refusalOf } from "./refusal.ts";
import { type RequestCheck, unfitness } from "./request-check.ts";
import { denySource, type SourceRanges } from "./source-ranges.ts";
import type { Usage } from "./usage.ts";

export interface RestRoute extends Routed {
  readonly authorizer: Authorizer;
  readonly scopes: readonly string[];
  readonly apiKey: "required" | "not required";
  /** From where a request may come. */
  readonly sources: readonly SourceRanges[];
  /** What it has to have. */
  readonly check: RequestCheck | undefined;
  /** The stage's own bound on a method that the route takes, and what is counted together under it. */
  readonly throttle: (method: string) => { readonly rate: Rate; readonly bucket: string } | undefined;
  readonly integration: Integration;
}

export interface RestApiOptions extends Explaining {
  readonly clock: Pick<Clock, "machineNow">;
  readonly random: Random;
  readonly facts: ApiFacts;
  readonly port: number;
  readonly routes: readonly RestRoute[];
  readonly responses: GatewayResponseChanges;
  /** Counts what API keys use, of this API and of others in their plans. */
  readonly usage: Usage;
  /** Where a request's API key is: in `x-api-key`, or in the answer of its authorizer. */
  readonly keySource: "HEADER" | "AUTHORIZER";
  readonly accessLog: string | undefined;
}

/**
 * A REST API of API Gateway, in its order: stage, route, resource policy, authorizer, API key and its bounds, request
 * validation, integration. Whatever it answers by itself is a gateway response.
 */
export function restApi(options: RestApiOptions): Api {
  const { clock, random, facts, routes, responses, usage } = options;
  const table = resourceTable(routes);
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
    exchange.route = takenRoute(route.method, route.template?.text ?? "", parameters);
    const denial = denySource(route.sources, request.sourceIp);
    if (denial) return respondToSource(exchange, denial);
    const verdict = await route.authorizer.authorize(exchange, route.scopes);
    if (verdict.refused) {
      const { type, ...deviation } = refusalOf(verdict.refused, route.authorizer);
      return respond(exchange, type, { ...verdict.refused, message: deviation.message, deviation });
    }
    exchange.identity = verdict.identity;
    return bound(exchange, route) ?? (await unfit(exchange, route)) ?? integrate(exchange, route);
  }

  /** AWS tells the account by its last digits alone. */
  function respondToSource(exchange: Exchange, denial: Denial): Answer {
    const arn = methodArn(exchange).replace(facts.accountId, facts.accountId.replaceAll(/\d(?=\d{4})/g, "*"));
    const message = `User: anonymous is not authorized to perform: execute-api:Invoke on resource: ${arn} with an explicit deny`;
    return respond(exchange, "ACCESS_DENIED", {
      ...{ kind: "explicit-deny", denial, message },
      deviation: { member: "Message" },
    });
  }

  async function unfit(exchange: Exchange, { check }: RestRoute): Promise<Answer | undefined> {
    const lacking = check && (await unfitness(check, exchange));
    return lacking && respond(exchange, lacking.type, { ...lacking, kind: "invalid" });
  }

  function bound(exchange: Exchange, { apiKey, throttle, template, method }: RestRoute): Answer | undefined {
    const { identity, request } = exchange;
    if (apiKey === "required") {
      const fromAuthorizer = identity.kind === "function" ? identity.apiKey : undefined;
      const value = options.keySource === "HEADER" ? request.headers.get("x-api-key") : fromAuthorizer;
      const counted = usage.count(value, facts, `${template?.text}/${method}`);
      if (counted.refused) return respond(exchange, counted.refused, { kind: "denied", denial: counted.denial });
      exchange.apiKey = counted.key;
    }
    const bounded = throttle(request.method);
    if (!bounded || bucket(bounded.bucket, bounded.rate)) return undefined;
    const { rate } = bounded;
    const expected = `${rate.rateLimit} requests a second, ${rate.burstLimit} at once`;
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
    const { headSize } = exchange.request;
    if (headSize > longestHead) {
      const denial = { check: "headers", expected: `at most ${longestHead} bytes`, found: `${headSize}` };
      const message = `HTTP header is larger than ${longestHead} bytes.`;
      return respond(exchange, "REQUEST_TOO_LARGE", { kind: "invalid", denial, message, deviation: { status: 431 } });
    }
    const dots = denyDots(exchange.request.path);
    if (dots) return respond(exchange, "DEFAULT_4XX", { kind: "invalid", denial: dots, message: "Bad Request" });
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
    notes: madeUpKeys(options),
    routes: routes.map(({ method, template, authorizer, scopes, apiKey, integration }) => ({
      method,
      path: template?.text ?? "",
      guard: [describeGuard(authorizer, scopes), apiKey === "required" ? "API key" : ""].filter(Boolean).join(", "),
      target: integration.describe,
    })),
    async handle(request: GatewayRequest) {
      const fullPath = oneSlash(request.path);
      const within = withinStage(fullPath, facts.stage);
      const exchange = openExchange(random, facts, { request, fullPath, path: within ?? fullPath });
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

/** Where nobody has given a key its value, this is where it is told: but not to those who keep a service's output. */
function madeUpKeys({ usage, facts, explain }: RestApiOptions): string[] {
  const told = (value: string) => (explain === "header" ? value : "made up, and told in local mode alone");
  return usage.keysOf(facts).flatMap(({ id, value, origin }) => {
    return origin === "made up" ? [`API key ${id}: ${told(value)}`] : [];
  });
}

const remappedNames = new Set(["date", "server", "www-authenticate"]);

/** Headers that a REST API keeps for itself; a backend's own go on under another name. */
const remapped = ([name, value]: HeaderPair): HeaderPair =>
  remappedNames.has(name.toLowerCase()) ? [`x-amzn-Remapped-${name}`, value] : [name, value];
