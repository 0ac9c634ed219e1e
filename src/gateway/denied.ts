import type { HeaderPair } from "./exchange/answer.ts";
import type { Exchange } from "./exchange/exchange.ts";
import type { GatewayLog } from "./log.ts";
import { type Denial, describeDenial } from "./verifier/denial.ts";

/** Whom a gateway tells why it denied a request: its log always, and on one's own machine the caller too. */
export interface Explaining {
  readonly log: GatewayLog;
  readonly explain: "header" | "log only";
}

export const denialHeader = "x-poolhouse-denied";

/** Writes the one line that says why, and gives the header that tells the caller, where that is wanted. */
export function explainDenial({ log, explain }: Explaining, exchange: Exchange, denial: Denial): HeaderPair[] {
  const { api, request, requestId, route } = exchange;
  const text = describeDenial(denial);
  const where = route ? `${route.method} ${route.path}` : undefined;
  log.info({ api: api.name, requestId, method: request.method, route: where, denied: text }, "denied");
  return explain === "header" ? [[denialHeader, text]] : [];
}
