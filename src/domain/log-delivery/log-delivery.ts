import type { EventSourceName, LogConfigurationType } from "@aws-sdk/client-cognito-identity-provider";
import type { Document } from "../document/document.ts";
import type { Pool } from "../pool/pool.ts";

/** Where a pool's logs go, in the API's own shape: one entry for each source. A pool has one, and its replica another. */
export type LogDelivery = Document<readonly LogConfigurationType[]>;

/** The id of what holds for a pool, or for its replica where the pool is seen through that. */
export const logDeliveryIdOf = ({ replica }: Pool): string => (replica ? `logs/${replica.region}` : "logs");

/** One line of a log as Amazon Cognito writes it (AWS: "Exporting logs from Amazon Cognito user pools"). */
export interface LogEntry {
  /** Milliseconds since 1970, as text. */
  readonly eventTimestamp: string;
  readonly eventSource: "USER_NOTIFICATION" | "USER_AUTH_EVENTS";
  readonly logLevel: "ERROR" | "INFO";
  readonly message: Readonly<Record<string, unknown>>;
  readonly logSourceId: { readonly userPoolId: string };
}

/** What the entries of each source have in common. */
export const sources: Readonly<Record<EventSourceName, Pick<LogEntry, "eventSource" | "logLevel">>> = {
  userNotification: { eventSource: "USER_NOTIFICATION", logLevel: "ERROR" },
  userAuthEvents: { eventSource: "USER_AUTH_EVENTS", logLevel: "INFO" },
};

/** The log group, bucket or stream that an entry of the configuration names. */
export const destinationOf = (configuration: LogConfigurationType): string | undefined =>
  configuration.CloudWatchLogsConfiguration?.LogGroupArn ??
  configuration.S3Configuration?.BucketArn ??
  configuration.FirehoseConfiguration?.StreamArn;
