import type { Answer } from "../exchange/answer.ts";
import type { GatewayRequest } from "../exchange/request.ts";
import { authenticate } from "../load-balancer/authenticate.ts";
import { type Conditions, loadBalancer, type Rule, type RuleAuthentication } from "../load-balancer/load-balancer.ts";
import { functionTarget, serverTargets } from "../load-balancer/target.ts";
import { poolNamed } from "../verifier/issuer-name.ts";
import type { DeclaredAction, DeclaredCondition } from "./load-balancer-shape.ts";
import type { Planning } from "./planning.ts";
import type { Resource } from "./read-resources.ts";
import type { Path } from "./references.ts";
import type { Make, PlannedApi } from "./services.ts";

/** AWS::ElasticLoadBalancingV2::Listener with its rules, each in the order of its priority, and its own actions last. */
export function planListener(
  { name, path, properties }: Resource<"AWS::ElasticLoadBalancingV2::Listener">,
  planning: Planning,
): PlannedApi {
  const { resources } = planning;
  const rules = resources
    .of("AWS::ElasticLoadBalancingV2::ListenerRule")
    .filter((rule) => rule.properties.ListenerArn === name)
    .sort((one, other) => one.properties.Priority - other.properties.Priority)
    .map((rule) => {
      const { Actions, Conditions } = rule.properties;
      const conditions = conditionsOf(Conditions, [...rule.path, "Conditions"], planning);
      return planRule(Actions, [...rule.path, "Actions"], conditions, planning);
    });
  const own = planRule(properties.DefaultActions, [...path, "DefaultActions"], undefined, planning);
  const { region, accountId } = planning.place;
  const arn = `arn:aws:elasticloadbalancing:${region}:${accountId}:loadbalancer/app/${properties.LoadBalancerArn ?? name}/50dc6c495c0c9188`;
  return {
    name,
    make: (services) =>
      loadBalancer({
        ...services,
        ...{ name, arn, port: properties.Port },
        rules: [...rules, own].map((make) => make(services)),
      }),
  };
}

function conditionsOf(conditions: readonly DeclaredCondition[], path: Path, { complain }: Planning): Conditions {
  const byField = new Map<DeclaredCondition["Field"], readonly string[]>();
  for (const [index, condition] of conditions.entries()) {
    const { Field, PathPatternConfig, HostHeaderConfig, HttpRequestMethodConfig } = condition;
    const config = PathPatternConfig ?? HostHeaderConfig ?? HttpRequestMethodConfig;
    const values = condition.Values ?? config?.Values ?? [];
    const here = [...path, index];
    if (values.length === 0) complain(here, "must have Values: without them the rule would take every request");
    if (byField.has(Field)) complain(here, `is a second condition on ${Field}`);
    byField.set(Field, values);
  }
  const valuesOf = (field: DeclaredCondition["Field"]) => byField.get(field) ?? [];
  return { paths: valuesOf("path-pattern"), hosts: valuesOf("host-header"), methods: valuesOf("http-request-method") };
}

function planRule(
  actions: readonly DeclaredAction[],
  path: Path,
  conditions: Conditions | undefined,
  planning: Planning,
): Make<Rule> {
  const ordered = actions.toSorted((one, other) => (one.Order ?? 0) - (other.Order ?? 0));
  const authenticating = ordered.find(({ Type }) => Type === "authenticate-cognito");
  const answering = ordered.filter(({ Type }) => Type !== "authenticate-cognito");
  if (answering.length !== 1) planning.complain(path, "must have one action of forward, fixed-response or redirect");
  const authentication = authenticating && planAuthentication(authenticating, path, planning);
  const target = planTarget(answering[0], path, planning);
  return (services) => ({ conditions, authentication: authentication?.(services), target: target(services) });
}

/** A week, as AWS has it. */
const usualTimeout = 604_800;

function planAuthentication(
  { AuthenticateCognitoConfig: given }: DeclaredAction,
  path: Path,
  { complain }: Planning,
): Make<RuleAuthentication> | undefined {
  if (!given) {
    complain(path, "must have AuthenticateCognitoConfig beside authenticate-cognito");
    return undefined;
  }
  const poolId = poolNamed(given.UserPoolArn);
  if (poolId === undefined) complain([...path, "UserPoolArn"], "must be a pool's ARN");
  const config = {
    ...{ poolId: poolId ?? "", clientId: given.UserPoolClientId, scope: given.Scope ?? "openid" },
    cookieName: given.SessionCookieName ?? "AWSELBAuthSessionCookie",
    sessionTimeout: given.SessionTimeout ?? usualTimeout,
    unauthenticated: given.OnUnauthenticatedRequest ?? "authenticate",
    extraParameters: given.AuthenticationRequestExtraParams ?? {},
  } as const;
  return (services) => ({
    ...config,
    run: authenticate(config, services),
    issuer: async () => (await services.findSignIn(config.poolId, config.clientId)).issuer,
  });
}

function planTarget(action: DeclaredAction | undefined, path: Path, planning: Planning): Make<Rule["target"]> {
  const { FixedResponseConfig: fixed, RedirectConfig: redirect } = action ?? {};
  if (action?.Type === "fixed-response" && fixed) {
    const { StatusCode, ContentType = "text/plain", MessageBody = "" } = fixed;
    const answer = { status: StatusCode, headers: [["content-type", ContentType]] as const, body: MessageBody };
    return () => ({ describe: `answer ${StatusCode}`, answer: () => answer });
  }
  if (action?.Type === "redirect" && redirect) {
    return () => ({ describe: `redirect ${redirect.StatusCode}`, answer: (request) => redirected(redirect, request) });
  }
  const name = action?.TargetGroupArn ?? action?.ForwardConfig?.TargetGroups[0]?.TargetGroupArn;
  const group = planning.resources.of("AWS::ElasticLoadBalancingV2::TargetGroup").find((one) => one.name === name);
  if (action && !group) planning.complain(path, `names the target group ${name}, which is not declared here`);
  const { Protocol = "HTTP", Port = 80, TargetType, Targets = [] } = group?.properties ?? {};
  if (TargetType === "lambda") {
    const [{ Id: arn } = { Id: "" }] = Targets;
    return ({ functions }) => functionTarget({ functions, arn, targetGroupArn: name ?? "" });
  }
  const origins = Targets.map(({ Id, Port: own = Port }) => `${Protocol.toLowerCase()}://${Id}:${own}`);
  return ({ backends }) => serverTargets(backends, origins);
}

/** `#{host}` and its kin stand for what the request has. */
function redirected(config: NonNullable<DeclaredAction["RedirectConfig"]>, request: GatewayRequest): Answer {
  const [, host = "", port = ""] = /^(.*?)(?::(\d+))?$/.exec(request.headers.get("host") ?? "") ?? [];
  const parts = { protocol: "http", host, port, path: request.path.slice(1), query: request.query };
  const filled = (text: string) =>
    text.replaceAll(/#\{(protocol|host|port|path|query)\}/g, (_, name: keyof typeof parts) => parts[name]);
  const {
    Protocol = "#{protocol}",
    Host = "#{host}",
    Port = "#{port}",
    Path = "/#{path}",
    Query = "#{query}",
  } = config;
  const [atPort, query] = [filled(Port), filled(Query)];
  const location = `${filled(Protocol).toLowerCase()}://${filled(Host)}${atPort && `:${atPort}`}${filled(Path)}${query && `?${query}`}`;
  return { status: config.StatusCode === "HTTP_301" ? 301 : 302, headers: [["location", location]], body: "" };
}
