import type { Exchange } from "../exchange/exchange.ts";

/** What a requestContext tells in either payload format. */
export function apiContext({ api, request, requestId }: Exchange) {
  const host = request.headers.get("host") ?? "";
  return {
    accountId: api.accountId,
    apiId: api.id,
    domainName: host,
    domainPrefix: host.split(/[.:]/)[0],
    requestId,
    stage: api.stage,
  };
}
