import type { Clock } from "../../clock.ts";
import type { Functions } from "../../domain/trigger/functions.ts";
import { type Exchange, methodArn } from "../exchange/exchange.ts";
import { requestEventV1 } from "../functions/event-v1.ts";
import { requestEventV2 } from "../functions/event-v2.ts";
import { readingsOf } from "../routing/encoding.ts";
import { shown } from "../verifier/denial.ts";
import { type Authorizer, type AuthorizerVerdict, refuse } from "./authorizer.ts";
import { type AnswerForm, type FunctionVerdict, readVerdict } from "./function-verdict.ts";
import type { IdentitySource } from "./identity-source.ts";
import { evaluate, type Policy, type PolicyVerdict } from "./policy.ts";
import { remembered } from "./remembered.ts";

/** What the function is sent. */
export type EventForm = "token" | "rest-request" | "http-1.0" | "http-2.0";

export interface LambdaOptions {
  readonly name: string;
  readonly functions: Functions;
  readonly clock: Pick<Clock, "machineNow">;
  readonly arn: string;
  readonly event: EventForm;
  readonly answer: AnswerForm;
  /** All of them have to be there; together they are what an answer is remembered by. */
  readonly sources: readonly IdentitySource[];
  /** Of a TOKEN authorizer: what does not match is refused without the function. */
  readonly validation?: RegExp | undefined;
  /** Milliseconds for which an answer is remembered; 0 for not at all. */
  readonly life: number;
  /** Milliseconds for which the function's answer is waited for. */
  readonly patience: number;
}

/**
 * A Lambda authorizer. Its policy is held against the method of each request, also where it was remembered from another.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html
 */
export function lambda(options: LambdaOptions): Authorizer {
  const { name, functions, clock, arn, sources, validation, life, patience } = options;
  const answers = remembered<FunctionVerdict>(clock, sources.length > 0 ? life : 0);

  async function ask(exchange: Exchange, values: readonly string[]): Promise<FunctionVerdict | AuthorizerVerdict> {
    const begun = clock.machineNow().getTime();
    const answered = await functions.run({ arn, event: eventOf(options, exchange, values), patience });
    const latency = clock.machineNow().getTime() - begun;
    if (answered.kind === "answer") {
      const verdict = readVerdict(answered.answer, options.answer, latency);
      if (typeof verdict !== "string") return verdict;
      return refuse("configuration", { check: "authorizer", expected: `an answer of ${arn} with ${verdict}` });
    }
    // To a REST API this very word is a refusal by the function; to an HTTP API it is an error like any other.
    const isRest = options.event === "token" || options.event === "rest-request";
    if (isRest && answered.kind === "error" && answered.errorMessage === "Unauthorized") {
      return refuse("invalid", { check: "authorizer", expected: `the consent of ${arn}`, found: "Unauthorized" });
    }
    const found = answered.kind === "error" ? `${answered.errorType}: ${answered.errorMessage}` : answered.kind;
    return refuse("failure", { check: "authorizer", expected: `an answer of ${arn}`, found: shown(found) });
  }

  return {
    name,
    async authorize(exchange) {
      const values: string[] = [];
      for (const source of sources) {
        const value = source.read(exchange);
        if (value === undefined) {
          return refuse("missing", { check: "identity source", expected: source.text, found: "none" });
        }
        values.push(value);
      }
      if (validation && !validation.test(values[0] ?? "")) {
        return refuse("invalid", { check: "identity source", expected: `a match of ${validation.source}` });
      }
      const key = JSON.stringify(values);
      const known = answers.get(key);
      if (known) return judge({ ...known, latency: 0 }, exchange);
      const verdict = await ask(exchange, values);
      if (!("allows" in verdict)) return verdict;
      answers.keep(key, verdict);
      return judge(verdict, exchange);
    },
  };
}

function judge({ allows, ...identity }: FunctionVerdict, exchange: Exchange): AuthorizerVerdict {
  const resource = methodArn(exchange);
  const said = typeof allows === "boolean" ? (allows ? "allow" : "implicit deny") : hold(allows, exchange);
  if (said === "allow") return { identity: { kind: "function", ...identity } };
  const denial = { check: "policy", expected: `Allow of ${action} on ${resource}`, found: said };
  return refuse(said === "deny" ? "explicit-deny" : "denied", denial);
}

const action = "execute-api:Invoke";

/** AWS does not say how it reads a path against a policy: a Deny holds in every reading, and an Allow for what was sent. */
function hold(policy: Policy, exchange: Exchange): PolicyVerdict {
  const arns = readingsOf(exchange.path).map((path) => methodArn(exchange, path));
  const verdicts = arns.map((arn) => evaluate(policy, action, arn));
  return verdicts.includes("deny") ? "deny" : verdicts[0]!;
}

function eventOf({ event }: LambdaOptions, exchange: Exchange, values: readonly string[]): object {
  const arn = methodArn(exchange);
  switch (event) {
    case "token":
      return { type: "TOKEN", methodArn: arn, authorizationToken: values[0] };
    case "rest-request":
      return { type: "REQUEST", methodArn: arn, ...requestEventV1(exchange, "rest") };
    case "http-1.0": {
      const identitySource = values.join(",");
      const told = { type: "REQUEST", methodArn: arn, identitySource, authorizationToken: identitySource };
      return { ...requestEventV1(exchange, "http"), ...told };
    }
    case "http-2.0":
      return { ...requestEventV2(exchange), type: "REQUEST", routeArn: arn, identitySource: values };
  }
}
