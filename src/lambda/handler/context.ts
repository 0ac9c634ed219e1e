import { machineClock } from "../../clock.ts";
import type { InvokeMessage } from "./messages.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * What a handler is given beside the event.
 * https://docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html
 */
export const contextOf = (environment: Environment, { requestId, arn, deadline }: Omit<InvokeMessage, "payload">) => ({
  callbackWaitsForEmptyEventLoop: true,
  awsRequestId: requestId,
  functionName: environment.AWS_LAMBDA_FUNCTION_NAME,
  functionVersion: environment.AWS_LAMBDA_FUNCTION_VERSION,
  invokedFunctionArn: arn,
  memoryLimitInMB: environment.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
  logGroupName: environment.AWS_LAMBDA_LOG_GROUP_NAME,
  logStreamName: environment.AWS_LAMBDA_LOG_STREAM_NAME,
  getRemainingTimeInMillis: () => Math.max(0, deadline - machineClock().machineNow().getTime()),
});
