import { describe, expect, it, onTestFinished } from "vitest";
import type { Face } from "../support/face.ts";
import { importsOf, upload } from "../support/imports.ts";
import { emailOf, makeApp } from "../support/people.ts";
import { launch } from "../support/process.ts";
import { databaseOptions, kinds } from "./database-options.ts";
import { twoInstances } from "./instances.ts";

const rows = 4_000;

const row = (number: number) => ({
  ...{ "cognito:username": `user${number}`, email: emailOf(`user${number}`), email_verified: "true" },
});

const makePool = async (service: Face): Promise<string> =>
  (await makeApp(service, { AutoVerifiedAttributes: ["email"] })).UserPoolId;

const fileOf = (service: Face, UserPoolId: string): Promise<string> =>
  importsOf(service, UserPoolId).csv(Array.from({ length: rows }, (_, number) => row(number)));

/** Holds a job that has ended to its file: every user is there, and every line was dealt with once. */
async function expectAllOnce(service: Face, UserPoolId: string, JobId: string): Promise<void> {
  const { ended, log } = importsOf(service, UserPoolId);
  expect(await ended(JobId)).toMatchObject({
    ...{ Status: "Succeeded", ImportedUsers: rows, SkippedUsers: 0, FailedUsers: 0 },
  });
  const { UserPool } = await service.sdk().describeUserPool({ UserPoolId });
  expect(UserPool?.EstimatedNumberOfUsers).toBe(rows);
  expect(await log(JobId)).toEqual(
    Array.from({ length: rows }, (_, number) => `[SUCCEEDED] Line Number ${number + 2} - The import succeeded.`),
  );
}

/** Waits until a job is in the midst of its work. */
async function inTheMidst(service: Face, UserPoolId: string, JobId: string): Promise<void> {
  const { describe } = importsOf(service, UserPoolId);
  const imported = async () => (await describe(JobId)).ImportedUsers;
  await expect.poll(imported, { interval: 1, timeout: 10_000 }).toBeGreaterThan(0);
  expect(await imported()).toBeLessThan(rows);
}

describe.each(kinds)("An import job whose service is killed, on %s", async (kind) => {
  const options = await databaseOptions(kind);

  it("goes on where it was, and no user is imported twice", { timeout: 60_000 }, async () => {
    let service = await launch(options);
    onTestFinished(() => service[Symbol.asyncDispose]());
    const UserPoolId = await makePool(service);
    const JobId = await importsOf(service, UserPoolId).begin(await fileOf(service, UserPoolId));
    await inTheMidst(service, UserPoolId, JobId);
    await service.kill("SIGKILL");
    service = await launch(options);
    await expectAllOnce(service, UserPoolId, JobId);
  });

  it("is left to the next one by a service that ends in good order", { timeout: 60_000 }, async () => {
    let service = await launch(options);
    onTestFinished(() => service[Symbol.asyncDispose]());
    const UserPoolId = await makePool(service);
    const JobId = await importsOf(service, UserPoolId).begin(await fileOf(service, UserPoolId));
    await inTheMidst(service, UserPoolId, JobId);
    expect((await service.kill("SIGTERM")).code).toBe(0);
    service = await launch(options);
    await expectAllOnce(service, UserPoolId, JobId);
  });
});

describe("An import job of two instances", async () => {
  const instances = await twoInstances();

  it("is run by one of them, whichever took the file", { timeout: 60_000 }, async () => {
    const { one, other } = instances.current;
    const UserPoolId = await makePool(one);
    const { JobId = "", PreSignedUrl = "" } = await importsOf(one, UserPoolId).create();
    const { pathname, search } = new URL(PreSignedUrl);
    const stored = await upload(`${other.url}${pathname}${search}`, await fileOf(one, UserPoolId));
    expect(stored.status).toBe(200);
    await one.sdk().startUserImportJob({ UserPoolId, JobId });
    await expectAllOnce(other, UserPoolId, JobId);
  });
});

describe("A file that is uploaded", () => {
  it("is refused beyond 100 MB, and forgotten with what came before", { timeout: 60_000 }, async () => {
    await using service = await launch();
    const UserPoolId = await makePool(service);
    const { create, describe } = importsOf(service, UserPoolId);
    const { JobId, PreSignedUrl = "" } = await create();
    const megabyte = new Uint8Array(1024 * 1024).fill(97);
    let sent = 0;
    const endless = new ReadableStream({
      pull(controller) {
        if (sent++ < 130) controller.enqueue(megabyte);
        else controller.close();
      },
    });
    const refused = await fetch(PreSignedUrl, { method: "PUT", body: endless, duplex: "half" } as RequestInit);
    expect([refused.status, await refused.text()]).toEqual([400, expect.stringContaining("EntityTooLarge")]);
    const start = service.sdk().startUserImportJob({ UserPoolId, JobId });
    await expect(start).rejects.toMatchObject({ message: `No csv file was uploaded for ${JobId}` });
    expect((await describe(JobId)).Status).toBe("Created");
  });
});
