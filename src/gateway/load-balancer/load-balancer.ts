import type { Clock } from "../../clock.ts";
import type { Random } from "../../random.ts";
import type { Api, RouteRow } from "../api.ts";
import { matches } from "../authorizers/policy.ts";
import { denialHeader, type Explaining } from "../denied.ts";
import type { Answer, HeaderPair } from "../exchange/answer.ts";
import type { GatewayRequest } from "../exchange/request.ts";
import { describeDenial } from "../verifier/denial.ts";
import { type Authenticated, callbackPath } from "./authenticate.ts";
import { htmlAnswer } from "./html-answer.ts";
import { type DataSigner, dataSigner } from "./oidc-data.ts";
import type { Session } from "./session-cookie.ts";
import { type Target, traceId } from "./target.ts";

/** What a rule looks at; all of them have to hold. */
export interface Conditions {
  readonly paths: readonly string[];
  readonly hosts: readonly string[];
  readonly methods: readonly string[];
}

/** Who has to be signed in for a rule. */
export interface RuleAuthentication {
  readonly poolId: string;
  readonly clientId: string;
  readonly unauthenticated: "authenticate" | "allow" | "deny";
  run(request: GatewayRequest): Promise<Authenticated>;
  /** The pool's issuer, as `x-amzn-oidc-data` names it. */
  issuer(): Promise<string>;
}

export interface Rule {
  /** None: of the listener, for what no other takes. */
  readonly conditions: Conditions | undefined;
  readonly authentication: RuleAuthentication | undefined;
  readonly target: Target | { readonly describe: string; answer(request: GatewayRequest): Answer };
}

export interface LoadBalancerOptions extends Explaining {
  readonly name: string;
  readonly arn: string;
  readonly port: number;
  readonly clock: Pick<Clock, "machineNow">;
  readonly random: Random;
  /** In the order of their priority; the last is the listener's own. */
  readonly rules: readonly Rule[];
}

/** Where targets find the key behind `x-amzn-oidc-data`; at AWS a host of its own serves it. */
const publicKeys = "/_poolhouse/public-keys/";
const longestHeaders = 64 * 1024;

/** A listener of an Application Load Balancer. */
export function loadBalancer(options: LoadBalancerOptions): Api {
  const { name, arn, clock, random, rules, log } = options;
  const signer = dataSigner(random);

  /** People come back from signing in to one path for all rules: the rule that sent them knows its own state. */
  async function comeBack(request: GatewayRequest): Promise<Answer> {
    let answer: Answer = htmlAnswer(401);
    for (const { authentication } of rules) {
      const known = await authentication?.run(request);
      if (!known || !("answer" in known)) continue;
      if (known.denial?.check !== "state")
        return known.denial ? deny(request, known.answer, known.denial) : known.answer;
      answer = deny(request, known.answer, known.denial);
    }
    return answer;
  }

  async function pass(request: GatewayRequest): Promise<Answer> {
    if (request.path === callbackPath && rules.some(({ authentication }) => authentication)) return comeBack(request);
    const rule = rules.find(({ conditions }) => conditions === undefined || apply(conditions, request));
    if (!rule) return htmlAnswer(503);
    const { authentication, target } = rule;
    const known = authentication ? await authentication.run(request) : { session: undefined, cookies: [] };
    if ("answer" in known) return known.denial ? deny(request, known.answer, known.denial) : known.answer;
    if ("answer" in target) return target.answer(request);
    const person = authentication && known.session ? await identity(known.session, authentication) : [];
    const trace: HeaderPair = ["X-Amzn-Trace-Id", traceId(random, request.receivedAt)];
    const answer = await target.send(request, [...person, trace]);
    return { ...answer, headers: [...answer.headers, ...known.cookies] };
  }

  function deny(request: GatewayRequest, answer: Answer, denial: Parameters<typeof describeDenial>[0]): Answer {
    const text = describeDenial(denial);
    log.info({ api: name, method: request.method, path: request.path, denied: text }, "denied");
    if (options.explain !== "header") return answer;
    return { ...answer, headers: [...answer.headers, [denialHeader, text]] };
  }

  /** What a target is told of a person. */
  async function identity(session: Session, { clientId, issuer }: RuleAuthentication): Promise<HeaderPair[]> {
    const facts = { clientId, issuer: await issuer(), signer: arn, now: clock.machineNow() };
    return [
      ["x-amzn-oidc-accesstoken", session.accessToken],
      ["x-amzn-oidc-identity", String(session.claims.sub)],
      ["x-amzn-oidc-data", signer.sign(session.claims, facts)],
    ];
  }

  return {
    name,
    kind: "load balancer",
    port: options.port,
    basePath: "",
    notes: [],
    routes: rules.map(rowOf),
    async handle(request) {
      const { headSize } = request;
      if (headSize > longestHeaders) {
        const denial = { check: "headers", expected: `at most ${longestHeaders} bytes`, found: `${headSize}` };
        return deny(request, htmlAnswer(400), denial);
      }
      if (request.path.startsWith(publicKeys)) return publicKey(signer, request.path.slice(publicKeys.length));
      return pass(request);
    },
  };
}

const publicKey = ({ kid, publicKey }: DataSigner, asked: string): Answer =>
  asked === kid
    ? { status: 200, headers: [["content-type", "application/x-pem-file"]], body: publicKey }
    : { status: 404, headers: [["content-type", "text/plain"]], body: "There is no such key.\n" };

function apply({ paths, hosts, methods }: Conditions, { path, method, headers }: GatewayRequest): boolean {
  const host = (headers.get("host") ?? "").replace(/:\d+$/, "");
  return (
    (paths.length === 0 || paths.some((pattern) => matches(pattern, path, ""))) &&
    (hosts.length === 0 || hosts.some((pattern) => matches(pattern, host, "i"))) &&
    (methods.length === 0 || methods.includes(method))
  );
}

function rowOf({ conditions, authentication, target }: Rule): RouteRow {
  const { paths = [], hosts = [], methods = [] } = conditions ?? {};
  const guard = authentication ? `${authentication.poolId} (${authentication.unauthenticated})` : "none";
  const path = [...hosts, ...(paths.length > 0 ? paths : ["/*"])].join(" ");
  return { method: methods.join(",") || "ANY", path, guard, target: target.describe };
}
