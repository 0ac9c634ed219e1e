import { httpClaims } from "../exchange/claim-text.ts";
import { routeKey, userArn } from "../exchange/context-value.ts";
import type { Exchange } from "../exchange/exchange.ts";
import { grouped, mapValues, readQuery } from "../exchange/query.ts";
import { commonLogTime } from "../exchange/times.ts";
import { apiContext } from "./api-context.ts";

/** A request in payload format 2.0 (`APIGatewayProxyEventV2` of @types/aws-lambda), without its body. */
export function requestEventV2(exchange: Exchange) {
  const { api, request, route, fullPath } = exchange;
  const { headers, query } = request;
  const cookies = headers.all("cookie").flatMap((line) => line.split(/;\s*/).filter(Boolean));
  const others = grouped(
    headers.sent.flatMap(([name, value]): [string, string][] => {
      const key = name.toLowerCase();
      return key === "cookie" ? [] : [[key, value]];
    }),
  );
  const parameters = route?.parameters ?? {};
  return {
    version: "2.0",
    routeKey: route ? routeKey(route) : "$default",
    rawPath: fullPath,
    rawQueryString: query,
    ...(cookies.length > 0 && { cookies }),
    headers: mapValues(others, joined),
    ...(query !== "" && { queryStringParameters: mapValues(grouped(readQuery(query)), joined) }),
    ...(Object.keys(parameters).length > 0 && { pathParameters: parameters }),
    ...(Object.keys(api.variables).length > 0 && { stageVariables: api.variables }),
    requestContext: requestContext(exchange),
  };
}

const joined = (values: readonly string[]): string => values.join(",");

function requestContext(exchange: Exchange) {
  const { request, route, fullPath } = exchange;
  const authorizer = authorizerV2(exchange);
  return {
    ...apiContext(exchange),
    ...(authorizer && { authorizer }),
    http: {
      method: request.method,
      path: fullPath,
      protocol: request.protocol,
      sourceIp: request.sourceIp,
      userAgent: request.headers.get("user-agent") ?? "",
    },
    routeKey: route ? routeKey(route) : "$default",
    time: commonLogTime(request.receivedAt),
    timeEpoch: request.receivedAt.getTime(),
  };
}

function authorizerV2(exchange: Exchange): object | undefined {
  const { identity, api } = exchange;
  switch (identity.kind) {
    case "none":
      return undefined;
    case "token":
      return { jwt: { claims: httpClaims(identity.claims), scopes: identity.scopes } };
    case "function":
      return { lambda: Object.keys(identity.context).length > 0 ? identity.context : null };
    case "iam":
      return {
        iam: {
          accessKey: identity.accessKeyId,
          accountId: api.accountId,
          callerId: api.accountId,
          cognitoIdentity: null,
          principalOrgId: null,
          userArn: userArn(exchange),
          userId: api.accountId,
        },
      };
  }
}
