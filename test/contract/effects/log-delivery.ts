import { type Effects, keptOnly, shownIn } from "./effect.ts";
import { UserPoolId } from "./everywhere.ts";

const logs = shownIn("operations/log-delivery.test.ts");

const entries = logs("gets an entry for each event of a user's history, and for each message that could not be sent");

export const logDelivery: Readonly<Record<string, Effects>> = {
  GetLogDeliveryConfiguration: { UserPoolId },
  SetLogDeliveryConfiguration: {
    UserPoolId,
    LogConfigurations: {
      LogLevel: keptOnly("each source of events has one level"),
      EventSource: entries,
      CloudWatchLogsConfiguration: { LogGroupArn: entries },
      S3Configuration: { BucketArn: entries },
      FirehoseConfiguration: { StreamArn: logs("is sent each entry, with the ARN that it is for") },
    },
  },
};
