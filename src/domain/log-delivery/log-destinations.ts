import type { LogEntry } from "./log-delivery.ts";

/** What stands for the log groups, buckets and streams of AWS. */
export interface LogDestinations {
  /** Adds an entry to what `arn` names. Rejects when it cannot be delivered. */
  deliver(arn: string, entry: LogEntry): Promise<void>;
}
