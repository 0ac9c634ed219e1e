import type { LogConfigurationType } from "@aws-sdk/client-cognito-identity-provider";
import { fail } from "../../errors.ts";
import { arnRegion } from "../arn.ts";
import type { Pool } from "../pool/pool.ts";
import { hasTier } from "../pool/tier.ts";
import { destinationOf, sources } from "./log-delivery.ts";

function refuse(text: string): never {
  fail("InvalidParameterException", text);
}

/** Holds where a pool's logs are to go to what each source allows. Throws InvalidParameterException, FeatureUnavailableInTierException. */
export function checkLogDelivery(pool: Pool, configurations: readonly LogConfigurationType[]): void {
  const names = configurations.map(({ EventSource }) => EventSource);
  if (new Set(names).size < names.length) refuse("Following event sources appear more then once in a request");
  for (const configuration of configurations) checkSource(pool, configuration);
}

function checkSource(pool: Pool, configuration: LogConfigurationType): void {
  const {
    EventSource: source,
    LogLevel,
    CloudWatchLogsConfiguration,
    S3Configuration,
    FirehoseConfiguration,
  } = configuration;
  if (source === undefined) return;
  if (source === "userAuthEvents" && !hasTier(pool.settings, "PLUS")) {
    fail(
      "FeatureUnavailableInTierException",
      `The following feature is not available for the ${pool.settings.UserPoolTier} pricing tier configured: Log Streaming`,
    );
  }
  const { logLevel } = sources[source];
  if (LogLevel !== logLevel) refuse(`LogLevel must be ${logLevel} for event source ${source}.`);
  const others = S3Configuration ?? FirehoseConfiguration;
  if (source === "userNotification" && others) refuse(`Event source ${source} is delivered to CloudWatch Logs only.`);
  const given = [CloudWatchLogsConfiguration, S3Configuration, FirehoseConfiguration].filter(Boolean);
  const arn = destinationOf(configuration);
  if (given.length !== 1 || !arn) refuse(`Exactly one destination is required for event source ${source}.`);
  const { region } = pool.replica ?? pool;
  // A bucket's ARN names no region.
  if (!S3Configuration && arnRegion(arn) !== region) refuse("ARN does not belong to current region");
}
