import { httpClaims, restClaims } from "../exchange/claim-text.ts";
import { resourceId, userArn } from "../exchange/context-value.ts";
import type { Exchange } from "../exchange/exchange.ts";
import { grouped, mapValues, orNull, readQuery } from "../exchange/query.ts";
import { commonLogTime } from "../exchange/times.ts";
import { apiContext } from "./api-context.ts";

/** Which kind of API sends the event: each fills payload format 1.0 in its own way. */
export type Flavour = "rest" | "http";

/** A request in payload format 1.0 (`APIGatewayProxyEvent` of @types/aws-lambda), without its body. */
export function requestEventV1(exchange: Exchange, flavour: Flavour) {
  const { api, request, route, path } = exchange;
  const query = grouped(readQuery(request.query));
  const headers = grouped(
    request.headers.sent.map(([name, value]): [string, string] => [
      flavour === "http" ? name.toLowerCase() : name,
      value,
    ]),
  );
  return {
    ...(flavour === "http" && { version: "1.0" }),
    resource: route?.path ?? path,
    path,
    httpMethod: request.method,
    headers: mapValues(headers, last),
    multiValueHeaders: headers,
    queryStringParameters: orNull(mapValues(query, last)),
    multiValueQueryStringParameters: orNull(query),
    // A REST API leaves them as they were sent.
    pathParameters: orNull((flavour === "rest" ? route?.encoded : route?.parameters) ?? {}),
    stageVariables: orNull(api.variables),
    requestContext: requestContext(exchange, flavour),
  };
}

/** The same with the body, as an integration sends it. */
export function proxyEventV1(exchange: Exchange, flavour: Flavour, body: EventBody) {
  return { ...requestEventV1(exchange, flavour), ...body };
}

export interface EventBody {
  readonly body: string | null;
  readonly isBase64Encoded: boolean;
}

const last = (values: readonly string[]): string => values.at(-1) ?? "";

function requestContext(exchange: Exchange, flavour: Flavour) {
  const { api, request, route, path, fullPath, identity, apiKey, extendedRequestId } = exchange;
  const { headers, receivedAt, method, protocol, sourceIp } = request;
  const signed = identity.kind === "iam";
  const authorizer = authorizerV1(exchange, flavour);
  return {
    ...apiContext(exchange),
    ...(authorizer && { authorizer }),
    extendedRequestId,
    httpMethod: method,
    identity: {
      accessKey: signed ? identity.accessKeyId : null,
      accountId: signed ? api.accountId : null,
      ...(apiKey && { apiKey: apiKey.value, apiKeyId: apiKey.id }),
      caller: signed ? api.accountId : null,
      cognitoAuthenticationProvider: null,
      cognitoAuthenticationType: null,
      cognitoIdentityId: null,
      cognitoIdentityPoolId: null,
      principalOrgId: null,
      sourceIp,
      user: signed ? api.accountId : null,
      userAgent: headers.get("user-agent") ?? null,
      userArn: signed ? userArn(exchange) : null,
    },
    path: fullPath,
    protocol,
    requestTime: commonLogTime(receivedAt),
    requestTimeEpoch: receivedAt.getTime(),
    resourceId: resourceId(exchange),
    resourcePath: route?.path ?? path,
  };
}

/** Claims as text; a function's context as text too in a REST API. */
function authorizerV1({ identity }: Exchange, flavour: Flavour): Record<string, unknown> | undefined {
  if (identity.kind === "token") {
    const { claims, scopes } = identity;
    return flavour === "rest" ? { claims: restClaims(claims) } : { claims: httpClaims(claims), scopes };
  }
  if (identity.kind !== "function") return undefined;
  const { context, principalId, latency } = identity;
  const told = flavour === "rest" ? mapValues(context, String) : context;
  return { ...told, ...(principalId !== undefined && { principalId }), integrationLatency: latency };
}
