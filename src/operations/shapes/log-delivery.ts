import * as z from "zod";
import { oneOf, text } from "./constraints.ts";
import { Arn } from "./primitive.ts";

export const LogLevel = oneOf("ERROR", "INFO");

export const EventSourceName = oneOf("userNotification", "userAuthEvents");

export const S3Arn = text({
  min: 3,
  max: 1024,
  pattern: "arn:[\\w+=/,.@-]+:[\\w+=/,.@-]+:::[\\w+=/,.@-]+(:[\\w+=/,.@-]+)?(:[\\w+=/,.@-]+)?",
});

/** Where the events of one source go. */
export const LogConfiguration = z.object({
  LogLevel,
  EventSource: EventSourceName,
  CloudWatchLogsConfiguration: z.object({ LogGroupArn: Arn.optional() }).optional(),
  S3Configuration: z.object({ BucketArn: S3Arn.optional() }).optional(),
  FirehoseConfiguration: z.object({ StreamArn: Arn.optional() }).optional(),
});

export const LogConfigurationList = z.array(LogConfiguration).max(2);
