import type { Clock } from "../../clock.ts";
import type { Answer } from "../exchange/answer.ts";
import type { Exchange } from "../exchange/exchange.ts";
import type { GatewayLog } from "../log.ts";
import { type Integration, IntegrationFailure } from "./integration.ts";

/**
 * Has a route's integration answer, and notes for the access log how and how soon it did. A failure is written down with its
 * reason; what the caller is told of it is for each kind of API to say. Rejects with BodyTooLong.
 */
export async function runIntegration(
  { clock, log }: { readonly clock: Pick<Clock, "machineNow">; readonly log: GatewayLog },
  exchange: Exchange,
  integration: Integration,
): Promise<Answer | IntegrationFailure> {
  const begun = clock.machineNow().getTime();
  const tell = (status: number) => {
    exchange.integration = { status, latency: clock.machineNow().getTime() - begun };
  };
  try {
    const answer = await integration.run(exchange);
    tell(answer.status);
    return answer;
  } catch (error) {
    if (!(error instanceof IntegrationFailure)) throw error;
    tell(0);
    const { api, requestId } = exchange;
    log.warn({ api: api.name, requestId, reason: error.message }, "the integration failed");
    return error;
  }
}
