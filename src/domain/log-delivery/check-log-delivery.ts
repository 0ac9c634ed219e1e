import type { LogConfigurationType } from "@aws-sdk/client-cognito-identity-provider";
import { fail } from "../../errors.ts";
import { arnAccount, arnRegion } from "../arn.ts";
import type { Pool } from "../pool/pool.ts";
import { hasTier } from "../pool/tier.ts";
import type { Services } from "../services.ts";
import { destinationOf, sources } from "./log-delivery.ts";

function refuse(text: string): never {
  fail("InvalidParameterException", text);
}

/** Holds where a pool's logs are to go to what each source allows. Throws InvalidParameterException, FeatureUnavailableInTierException. */
export function checkLogDelivery(
  { accountId }: Pick<Services, "accountId">,
  pool: Pool,
  configurations: readonly LogConfigurationType[],
): void {
  for (const configuration of configurations) checkSource(pool, configuration);
  const names = configurations.map(({ EventSource }) => EventSource);
  const repeated = new Set(names.filter((name, index) => names.indexOf(name) < index));
  const { region } = pool.replica ?? pool;
  const misplaced = configurations.flatMap((configuration) => misplacedIn(configuration, { region, accountId }));
  if (repeated.size + misplaced.length === 0) return;
  const complaints = [
    ...(repeated.size > 0
      ? [`Following event sources appear more then once in a request: [${[...repeated].join(", ")}].`]
      : []),
    ...(misplaced.length > 0 ? [`[${misplaced.join(", ")}]`] : []),
  ];
  refuse(`Request validation Failed. ${complaints.join(" ")}`);
}

/** What is wrong with where a destination is, with the blanks of AWS's own print. A bucket's ARN does not say where it is. */
function misplacedIn(
  { CloudWatchLogsConfiguration, FirehoseConfiguration }: LogConfigurationType,
  { region, accountId }: { readonly region: string; readonly accountId: string },
): string[] {
  const group = CloudWatchLogsConfiguration?.LogGroupArn;
  const arn = group ?? FirehoseConfiguration?.StreamArn;
  if (!arn) return [];
  const errors = [
    ...(group && arnAccount(group) !== accountId ? ["ARN does not belong to invoking account. "] : []),
    ...(arnRegion(arn) === region ? [] : ["ARN does not belong to current region. "]),
  ];
  if (errors.length === 0) return [];
  const what = group ? "CloudWatch log group" : "Firehose stream";
  return [`${what} arn ${arn} failed with the following validation errors: ${errors.join("")}`];
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
  if (given.length !== 1 || !destinationOf(configuration)) {
    refuse(`Exactly one destination is required for event source ${source}.`);
  }
}
