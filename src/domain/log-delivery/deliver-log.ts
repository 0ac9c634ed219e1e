import type { EventSourceName } from "@aws-sdk/client-cognito-identity-provider";
import type { Pool } from "../pool/pool.ts";
import type { Services } from "../services.ts";
import { destinationOf, type LogEntry, logDeliveryIdOf, sources } from "./log-delivery.ts";

type Delivering = Pick<Services, "database" | "clock" | "log" | "logDestinations">;

/**
 * Writes an entry to where the pool's logs of this source go, if they go anywhere. A log is no part of what the caller
 * asked for: where it cannot be written, the service's own says so and the call goes on.
 */
export async function deliverLog(
  { database, clock, log, logDestinations }: Delivering,
  pool: Pool,
  source: EventSourceName,
  message: LogEntry["message"],
): Promise<void> {
  let arn: string | undefined;
  try {
    const delivery = await database.logDeliveries.get(pool.id, logDeliveryIdOf(pool));
    const configuration = delivery?.content.find(({ EventSource }) => EventSource === source);
    arn = configuration && destinationOf(configuration);
    if (arn === undefined) return;
    await logDestinations.deliver(arn, {
      eventTimestamp: String(clock.now().getTime()),
      ...sources[source],
      message,
      logSourceId: { userPoolId: pool.id },
    });
  } catch (error) {
    log.warn({ userPoolId: pool.id, arn, error: String(error) }, `an entry of ${source} could not be delivered`);
  }
}
