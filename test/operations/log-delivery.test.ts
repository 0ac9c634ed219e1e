import { readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { LogConfigurationType } from "@aws-sdk/client-cognito-identity-provider";
import { decodeJwt } from "jose";
import { afterAll, describe, expect, it, onTestFinished } from "vitest";
import { keptLog } from "../declaration/declare.ts";
import { makeApp, password, peopleOf } from "../support/people.ts";
import { databases, type Poolhouse, start, startForAll } from "../support/start.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const group = "arn:aws:logs:us-east-1:123456789012:log-group:people";
const bucket = "arn:aws:s3:::people-logs";
const stream = "arn:aws:firehose:us-east-1:123456789012:deliverystream/people";
const notifications: LogConfigurationType = {
  ...{ LogLevel: "ERROR", EventSource: "userNotification" },
  CloudWatchLogsConfiguration: { LogGroupArn: group },
};
const to = (LogGroupArn: string): LogConfigurationType => ({
  ...notifications,
  CloudWatchLogsConfiguration: { LogGroupArn },
});
const activity: LogConfigurationType = {
  ...{ LogLevel: "INFO", EventSource: "userAuthEvents" },
  S3Configuration: { BucketArn: bucket },
};

async function protectedApp(service: Poolhouse) {
  const app = await makeApp(service, {
    ...{ UserPoolTier: "PLUS", UserPoolAddOns: { AdvancedSecurityMode: "AUDIT" } },
    AutoVerifiedAttributes: ["email"],
  });
  return peopleOf(service, app);
}

describe.each(databases)("Where a pool's logs go, on %s", async (kind) => {
  const folder = temporaryFolder();
  afterAll(() => folder[Symbol.dispose]());
  const logs = join(folder.path, "logs");
  const service = await startForAll(kind, {
    // Nothing listens there, so that no mail can be handed over.
    environment: { POOLHOUSE_LOG_DESTINATION: logs, POOLHOUSE_SMTP_URL: "smtp://127.0.0.1:1" },
  });
  const sdk = () => service.current.sdk();

  const entriesIn = async (name: string) =>
    (await readFile(join(logs, name), "utf8"))
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));

  it("is shown as it was set, which replaces what was set before", async () => {
    const { UserPoolId } = await protectedApp(service.current);
    const get = async () => (await sdk().getLogDeliveryConfiguration({ UserPoolId })).LogDeliveryConfiguration;
    expect(await get()).toEqual({ UserPoolId, LogConfigurations: [] });
    const set = (LogConfigurations: LogConfigurationType[]) =>
      sdk().setLogDeliveryConfiguration({ UserPoolId, LogConfigurations });
    const both = { UserPoolId, LogConfigurations: [notifications, activity] };
    expect((await set([notifications, activity])).LogDeliveryConfiguration).toEqual(both);
    expect(await get()).toEqual(both);
    await set([notifications]);
    expect(await get()).toEqual({ UserPoolId, LogConfigurations: [notifications] });
  });

  it("is a replica's own, goes where the replica is, and goes with it", async () => {
    await rm(logs, { recursive: true, force: true });
    const app = await makeApp(service.current, {
      ...{ UserPoolTier: "PLUS", UserPoolAddOns: { AdvancedSecurityMode: "AUDIT" } },
      KeyConfiguration: { KeyType: "CUSTOMER_MANAGED_KEY" },
    });
    const { UserPoolId, ClientId, ...people } = peopleOf(service.current, app);
    const RegionName = "eu-west-1";
    const there = service.current.sdk(RegionName);
    const replicate = () => sdk().createUserPoolReplica({ UserPoolId, RegionName });
    const setStatus = (Status: "ACTIVE" | "INACTIVE") =>
      sdk().updateUserPoolReplica({ UserPoolId, RegionName, Status });
    const shown = async (from = sdk()) =>
      (await from.getLogDeliveryConfiguration({ UserPoolId })).LogDeliveryConfiguration?.LogConfigurations;
    await replicate();
    await sdk().setLogDeliveryConfiguration({ UserPoolId, LogConfigurations: [notifications] });
    expect(await shown(there)).toEqual([]);
    const { S3Configuration: _, ...rest } = activity;
    const own = { ...rest, FirehoseConfiguration: { StreamArn: stream.replace("us-east-1", RegionName) } };
    const elsewhere = { ...rest, FirehoseConfiguration: { StreamArn: stream } };
    await expect(
      there.setLogDeliveryConfiguration({ UserPoolId, LogConfigurations: [elsewhere] }),
    ).rejects.toMatchObject({
      name: "InvalidParameterException",
      message: expect.stringContaining(
        `${stream} failed with the following validation errors: ARN does not belong to c`,
      ),
    });
    await there.setLogDeliveryConfiguration({ UserPoolId, LogConfigurations: [own] });
    expect(await shown(there)).toEqual([own]);
    expect(await shown()).toEqual([notifications]);

    await people.make("eve");
    await people.signIn("eve");
    await setStatus("ACTIVE");
    const { AuthenticationResult } = await there.adminInitiateAuth({
      ...{ UserPoolId, ClientId, AuthFlow: "ADMIN_USER_PASSWORD_AUTH" },
      AuthParameters: { USERNAME: "eve", PASSWORD: password },
    });
    const entries = await entriesIn("arn_aws_firehose_eu-west-1_123456789012_deliverystream_people.jsonl");
    const { event_id } = decodeJwt(AuthenticationResult?.AccessToken ?? "");
    expect(entries.map(({ message }) => message.eventId)).toEqual([event_id]);

    await setStatus("INACTIVE");
    await sdk().deleteUserPoolReplica({ UserPoolId, RegionName });
    await replicate();
    expect(await shown(there)).toEqual([]);
    expect(await shown()).toEqual([notifications]);
  });

  it.each<[string, LogConfigurationType[]]>([
    [
      "Request validation Failed. Following event sources appear more then once in a request: [userNotification].",
      [notifications, notifications],
    ],
    [
      "Request validation Failed. [CloudWatch log group arn arn:aws:logs:eu-west-1:123456789012:log-group:people failed " +
        "with the following validation errors: ARN does not belong to current region. ]",
      [to(group.replace("us-east-1", "eu-west-1"))],
    ],
    [
      "Request validation Failed. [CloudWatch log group arn arn:aws:logs:ap-northeast-1:210987654321:log-group:theirs failed " +
        "with the following validation errors: ARN does not belong to invoking account. ARN does not belong to current region. ]",
      [to("arn:aws:logs:ap-northeast-1:210987654321:log-group:theirs")],
    ],
    [
      "Request validation Failed. Following event sources appear more then once in a request: [userNotification]. " +
        "[CloudWatch log group arn arn:aws:logs:us-east-1:210987654321:log-group:a failed with the following " +
        "validation errors: ARN does not belong to invoking account. , " +
        "CloudWatch log group arn arn:aws:logs:us-east-1:210987654321:log-group:b failed with the following " +
        "validation errors: ARN does not belong to invoking account. ]",
      [to("arn:aws:logs:us-east-1:210987654321:log-group:a"), to("arn:aws:logs:us-east-1:210987654321:log-group:b")],
    ],
    ["LogLevel must be INFO for event source userAuthEvents.", [{ ...activity, LogLevel: "ERROR" }]],
    [
      "Event source userNotification is delivered to CloudWatch Logs only.",
      [{ ...notifications, CloudWatchLogsConfiguration: undefined, S3Configuration: { BucketArn: bucket } }],
    ],
    [
      "Exactly one destination is required for event source userAuthEvents.",
      [{ ...activity, FirehoseConfiguration: { StreamArn: stream } }],
    ],
  ])("refuses: %s", async (message, LogConfigurations) => {
    const { UserPoolId } = await protectedApp(service.current);
    await expect(sdk().setLogDeliveryConfiguration({ UserPoolId, LogConfigurations })).rejects.toMatchObject({
      ...{ name: "InvalidParameterException", message },
    });
  });

  it("has no user activity below the tier PLUS", async () => {
    const { UserPoolId } = await makeApp(service.current);
    await expect(
      sdk().setLogDeliveryConfiguration({ UserPoolId, LogConfigurations: [activity] }),
    ).rejects.toMatchObject({
      name: "FeatureUnavailableInTierException",
      message: "The following feature is not available for the ESSENTIALS pricing tier configured: Log Streaming",
    });
    await sdk().setLogDeliveryConfiguration({ UserPoolId, LogConfigurations: [notifications] });
  });

  it("gets an entry for each event of a user's history, and for each message that could not be sent", async () => {
    await rm(logs, { recursive: true, force: true });
    const { UserPoolId, ClientId, ...people } = await protectedApp(service.current);
    await sdk().setLogDeliveryConfiguration({ UserPoolId, LogConfigurations: [notifications, activity] });
    await people.make("ada");
    const { AccessToken } = await people.signIn("ada");
    const { sub, event_id } = decodeJwt(AccessToken);
    expect(await entriesIn("arn_aws_s3___people-logs.jsonl")).toEqual([
      {
        eventTimestamp: expect.stringMatching(/^\d{13}$/),
        eventSource: "USER_AUTH_EVENTS",
        logLevel: "INFO",
        message: {
          ...{ version: "1", eventId: event_id, eventType: "SignIn", userSub: sub, userName: "ada" },
          ...{ userPoolId: UserPoolId, clientId: ClientId, eventResponse: "Pass", riskDecision: "PASS", riskLevel: "" },
          creationDate: expect.stringMatching(/^[A-Z][a-z]{2} [A-Z][a-z]{2} \d\d \d\d:\d\d:\d\d UTC \d{4}$/),
          challenges: ["Password:Success"],
          ipAddress: expect.stringMatching(/1$/),
          compromisedCredentialDetected: "false",
          ...{ eventFeedbackValue: "", eventFeedbackDate: "", eventFeedbackProvider: "", hasContextData: "true" },
          deviceName: expect.stringMatching(/^aws-sdk-js 3/),
          ...{ requestId: "", idpName: "", city: "", country: "" },
        },
        logSourceId: { userPoolId: UserPoolId },
      },
    ]);

    const feedback = { UserPoolId, Username: "ada", EventId: String(event_id), FeedbackValue: "Valid" } as const;
    await people.cognito.adminUpdateAuthEventFeedback(feedback);
    const [, judged] = await entriesIn("arn_aws_s3___people-logs.jsonl");
    expect(judged.message).toMatchObject({
      ...{ eventId: event_id, eventFeedbackValue: "Valid", eventFeedbackProvider: "Admin" },
      eventFeedbackDate: expect.stringMatching(/^\d{4}-/),
    });

    await expect(people.cognito.forgotPassword({ ClientId, Username: "ada" })).rejects.toMatchObject({
      name: "CodeDeliveryFailureException",
    });
    const entries = await entriesIn("arn_aws_logs_us-east-1_123456789012_log-group_people.jsonl");
    expect(entries).toEqual([
      {
        eventTimestamp: expect.stringMatching(/^\d{13}$/),
        ...{ eventSource: "USER_NOTIFICATION", logLevel: "ERROR" },
        message: { details: expect.stringContaining("EMAIL message delivery failure: ") },
        logSourceId: { userPoolId: UserPoolId },
      },
    ]);
  });

  it("fails no call when nothing can be written there", async () => {
    await rm(logs, { recursive: true, force: true });
    await writeFile(logs, "a file in the folder's place");
    onTestFinished(() => rm(logs));
    const { UserPoolId, ...people } = await protectedApp(service.current);
    await sdk().setLogDeliveryConfiguration({ UserPoolId, LogConfigurations: [activity] });
    await people.make("bob");
    await people.signIn("bob");
  });
});

describe("Without a place for logs", () => {
  it("says so in the service's own log, and goes on", async () => {
    const log = keptLog();
    const service = await start({ log });
    onTestFinished(() => service.stop());
    const { UserPoolId, ...people } = await protectedApp(service);
    await people.cognito.setLogDeliveryConfiguration({ UserPoolId, LogConfigurations: [activity] });
    await people.make("dee");
    await people.signIn("dee");
    const lines = log.lines.filter((line) => line.includes("could not be delivered"));
    expect(lines).toEqual([expect.stringContaining("no --log-destination is set")]);
  });
});

describe("An endpoint in the place of log destinations", () => {
  it("is sent each entry, with the ARN that it is for", async () => {
    const received: { arn: unknown; entry: { eventSource: string } }[] = [];
    const server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      received.push({ arn: request.headers["x-destination"], entry: JSON.parse(Buffer.concat(chunks).toString()) });
      // The second is refused, which is nobody's business but the log's.
      response.writeHead(received.length === 2 ? 500 : 204).end();
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    onTestFinished(() => void server.close());
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/logs`;
    const service = await start({ environment: { POOLHOUSE_LOG_DESTINATION: url } });
    onTestFinished(() => service.stop());
    const { UserPoolId, ...people } = await protectedApp(service);
    const { S3Configuration: _, ...rest } = activity;
    const LogConfigurations = [{ ...rest, FirehoseConfiguration: { StreamArn: stream } }];
    await people.cognito.setLogDeliveryConfiguration({ UserPoolId, LogConfigurations });
    await people.make("cy");
    for (let turn = 0; turn < 3; turn++) await people.signIn("cy");
    expect(received.map(({ arn, entry }) => [arn, entry.eventSource])).toEqual(
      Array(3).fill([stream, "USER_AUTH_EVENTS"]),
    );
  });
});
