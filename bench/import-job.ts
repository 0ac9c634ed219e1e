import { setTimeout as pause } from "node:timers/promises";
import type { Databases } from "./databases.ts";
import type { Floors } from "./floors.ts";
import { ask } from "./load/cognito.ts";
import { HttpConnection } from "./load/http-connection.ts";
import type { Options } from "./options.ts";
import { emailOf, usernameOf } from "./people.ts";
import { type Service, startService } from "./service.ts";
import { type Line, wholeNumber } from "./table.ts";

interface Job {
  readonly JobId: string;
  readonly PreSignedUrl: string;
  readonly Status: string;
  readonly ImportedUsers?: number;
  readonly CompletionMessage?: string;
}

const pollEvery = 100;
const megabyte = 1_000_000;

/**
 * One import job of as many users as the options say, in a service of its own: its rows/s beside what argon2 and SQLite
 * allow (an imported user has no password; whoever made them one by one with AdminCreateUser would pay for a hash), and
 * the most memory that the service held meanwhile.
 */
export async function measureImport(
  databases: Databases,
  floors: Floors,
  { importRows, seconds }: Options,
): Promise<Line> {
  const database = await databases.create();
  await using service: Service = await startService(database.option);
  await service.idle();
  const how = { seconds: seconds / 2, warmUp: 0.25 };
  const argon2 = await floors.measure("argon2", how);
  const inserts = await floors.measure("inserts", how);
  const { rate, mostMemory } = await runJob(service, importRows);
  const memory = mostMemory === undefined ? [] : [{ value: `at most ${(mostMemory / megabyte).toFixed(0)} MB` }];
  return {
    title: `import of ${wholeNumber(importRows)} users`,
    measured: { rate },
    checks: [
      { value: `${(rate / argon2.rate).toFixed(2)} of ${wholeNumber(argon2.rate)} argon2` },
      { value: `${(rate / inserts.rate).toFixed(2)} of ${wholeNumber(inserts.rate)} inserts into SQLite` },
      ...memory,
    ],
  };
}

async function runJob(service: Service, rows: number): Promise<{ rate: number; mostMemory: number | undefined }> {
  const connection = await HttpConnection.open(service.url);
  try {
    const { UserPool } = await ask<{ UserPool: { Id: string } }>(connection, "CreateUserPool", {
      ...{ PoolName: "import", AutoVerifiedAttributes: ["email"] },
    });
    const UserPoolId = UserPool.Id;
    const { UserImportJob } = await ask<{ UserImportJob: Job }>(connection, "CreateUserImportJob", {
      ...{ UserPoolId, JobName: "bench", CloudWatchLogsRoleArn: "arn:aws:iam::123456789012:role/bench" },
    });
    const { CSVHeader } = await ask<{ CSVHeader: string[] }>(connection, "GetCSVHeader", { UserPoolId });
    const uploaded = await fetch(UserImportJob.PreSignedUrl, {
      ...{ method: "PUT", body: fileOf(CSVHeader, rows) },
      headers: { "x-amz-server-side-encryption": "aws:kms" },
    });
    if (!uploaded.ok) throw new Error(`The file was not taken: ${uploaded.status} ${await uploaded.text()}`);

    const of = { UserPoolId, JobId: UserImportJob.JobId };
    const start = performance.now();
    await ask(connection, "StartUserImportJob", of);
    let mostMemory = await service.memory();
    for (;;) {
      await pause(pollEvery);
      const memory = await service.memory();
      if (mostMemory !== undefined && memory !== undefined) mostMemory = Math.max(mostMemory, memory);
      const { UserImportJob: job } = await ask<{ UserImportJob: Job }>(connection, "DescribeUserImportJob", of);
      if (["Pending", "InProgress"].includes(job.Status)) continue;
      if (job.ImportedUsers !== rows) throw new Error(`${job.ImportedUsers} were imported: ${job.CompletionMessage}`);
      return { rate: (rows * 1000) / (performance.now() - start), mostMemory };
    }
  } finally {
    connection.close();
  }
}

function fileOf(header: readonly string[], rows: number): string {
  const fieldsOf = (index: number): Record<string, string> => {
    const username = usernameOf(index);
    const attributes = { email: emailOf(username), email_verified: "true", name: `User ${index}` };
    return { "cognito:username": username, "cognito:mfa_enabled": "false", ...attributes };
  };
  const lines = Array.from({ length: rows }, (_, index) => {
    const fields = fieldsOf(index);
    return header.map((name) => fields[name] ?? "").join(",");
  });
  return `${[header.join(","), ...lines].join("\n")}\n`;
}
