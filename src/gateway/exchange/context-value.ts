import { restClaims } from "./claim-text.ts";
import type { Exchange, Identity } from "./exchange.ts";
import { commonLogTime } from "./times.ts";

type Read = (exchange: Exchange) => unknown;

/** The names under `$context.` that an access log, a template or a mapping may ask for. */
const variables: Readonly<Record<string, Read>> = {
  accountId: ({ api }) => api.accountId,
  apiId: ({ api }) => api.id,
  domainName: ({ request }) => request.headers.get("host"),
  domainPrefix: ({ request }) => request.headers.get("host")?.split(/[.:]/)[0],
  "error.message": ({ error }) => error?.message,
  "error.messageString": ({ error }) => error && JSON.stringify(error.message),
  "error.responseType": ({ error }) => error?.responseType,
  "authorizer.error": ({ error }) => error?.denial && `${error.denial.check}: expected ${error.denial.expected}`,
  extendedRequestId: ({ extendedRequestId }) => extendedRequestId,
  httpMethod: ({ request }) => request.method,
  "identity.accessKey": ({ identity }) => (identity.kind === "iam" ? identity.accessKeyId : undefined),
  "identity.accountId": ({ identity, api }) => (identity.kind === "iam" ? api.accountId : undefined),
  "identity.apiKey": ({ apiKey }) => apiKey?.value,
  "identity.apiKeyId": ({ apiKey }) => apiKey?.id,
  "identity.caller": ({ identity, api }) => (identity.kind === "iam" ? api.accountId : undefined),
  "identity.sourceIp": ({ request }) => request.sourceIp,
  "identity.user": ({ identity, api }) => (identity.kind === "iam" ? api.accountId : undefined),
  "identity.userAgent": ({ request }) => request.headers.get("user-agent"),
  "identity.userArn": (exchange) => (exchange.identity.kind === "iam" ? userArn(exchange) : undefined),
  "integration.latency": ({ integration }) => integration?.latency,
  "integration.status": ({ integration }) => integration?.status,
  integrationLatency: ({ integration }) => integration?.latency,
  integrationStatus: ({ integration }) => integration?.status,
  path: ({ fullPath }) => fullPath,
  protocol: ({ request }) => request.protocol,
  requestId: ({ requestId }) => requestId,
  requestTime: ({ request }) => commonLogTime(request.receivedAt),
  requestTimeEpoch: ({ request }) => request.receivedAt.getTime(),
  resourceId: (exchange) => resourceId(exchange),
  resourcePath: ({ route }) => route?.path,
  routeKey: ({ route }) => route && routeKey(route),
  stage: ({ api }) => api.stage,
};

/** What stands behind `$context.<name>`; undefined where there is nothing of that name. */
export function contextValue(exchange: Exchange, name: string): unknown {
  const read = Object.hasOwn(variables, name) ? variables[name] : undefined;
  if (read) return read(exchange);
  const [, member] = /^authorizer\.(.+)$/s.exec(name) ?? [];
  return member === undefined ? undefined : ofIdentity(exchange.identity, member);
}

/** `principalId`, a name of the function's context, `claims.sub`, `jwt.claims.sub` or `claims['cognito:username']`. */
function ofIdentity(identity: Identity, member: string): unknown {
  if (identity.kind === "function") {
    if (member === "principalId") return identity.principalId;
    const name = member.replace(/^lambda\./, "");
    return Object.hasOwn(identity.context, name) ? identity.context[name] : undefined;
  }
  if (identity.kind !== "token") return undefined;
  const { dotted, quoted } =
    /^(?:jwt\.)?claims(?:\.(?<dotted>.+)|\[['"](?<quoted>.+)['"]\])$/s.exec(member)?.groups ?? {};
  const name = dotted ?? quoted;
  if (name === undefined || !Object.hasOwn(identity.claims, name)) return undefined;
  return restClaims(identity.claims)[name];
}

export const userArn = ({ api }: Exchange): string => `arn:aws:iam::${api.accountId}:root`;

export const routeKey = ({ method, path }: { readonly method: string; readonly path: string }): string =>
  path === "$default" ? "$default" : `${method} ${path}`;

/** The same for the same path, as ids of resources are. */
export const resourceId = ({ route, api }: Exchange): string =>
  Buffer.from(`${api.id}${route?.path ?? ""}`)
    .reduce((sum, byte) => (sum * 31 + byte) % 2_176_782_336, 7)
    .toString(36)
    .padStart(6, "0");
