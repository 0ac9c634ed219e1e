import { expect, it, onTestFinished } from "vitest";
import { csvHeader } from "../../src/domain/import-job/csv-header.ts";
import { partId } from "../../src/domain/import-job/file.ts";
import { type ImportJob, noProgress } from "../../src/domain/import-job/import-job.ts";
import { claim, newLease } from "../../src/domain/import-job/lease.ts";
import { runJob } from "../../src/domain/import-job/run-job.ts";
import type { Database } from "../../src/domain/stores.ts";
import { createLog } from "../../src/log.ts";
import { open, partsWith, secret } from "../store/instances.ts";
import { makePool, now } from "./makers.ts";

it("An import that is taken up between its last rows and its end counts no row twice", async () => {
  const database = await open({ kind: "memory" });
  onTestFinished(() => database.close());
  const services = { ...partsWith(secret), database, log: createLog("silent", "local") };
  const pool = await makePool({ AutoVerifiedAttributes: ["email"] });
  await database.pools.insert(pool, []);
  const values: Record<string, string> = { email_verified: "true", "cognito:mfa_enabled": "false" };
  const row = (name: string) => ({ ...values, "cognito:username": name, email: `${name}@example.com` });
  const lines = ["anna", "bert"].map((name) => csvHeader(pool).map((column) => row(name)[column as "email"] ?? ""));
  const base64 = Buffer.from([csvHeader(pool), ...lines].map((fields) => `${fields.join(",")}\n`).join("")).toString(
    "base64",
  );
  const times = { createdAt: now, modifiedAt: now };
  const job: ImportJob = {
    ...{ poolId: pool.id, id: "import-0000000000", ...times },
    content: {
      ...{ name: "people", roleArn: "arn:aws:iam::123456789012:role/imports", status: "Pending" },
      ...{ upload: { id: "file", size: base64.length }, progress: noProgress, lease: newLease(services, "first") },
    },
  };
  await database.importJobs.insert(job);
  await database.importFiles.insert({
    poolId: pool.id,
    id: partId(`${job.id}/file`, 0),
    content: { base64 },
    ...times,
  });

  // The first runner is gone before it can write that the job has ended.
  const gone = async () => Promise.reject(new Error("gone"));
  const cut = { ...database, importJobs: { ...database.importJobs, update: gone } } as Database;
  await expect(runJob({ ...services, database: cut }, job, AbortSignal.timeout(60_000))).rejects.toThrow("gone");
  const left = await database.importJobs.update(pool.id, job.id, ({ content, ...present }) => ({
    ...present,
    content: { ...content, lease: undefined },
  }));
  const claimed = await claim(services, left as ImportJob, "second");
  await runJob(services, claimed as ImportJob, AbortSignal.timeout(60_000));
  expect((await database.importJobs.get(pool.id, job.id))?.content).toMatchObject({
    ...{ status: "Succeeded", progress: { imported: 2, skipped: 0, failed: 0, line: 3 } },
  });
});
