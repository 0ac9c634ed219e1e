import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { importsOf, upload } from "../support/imports.ts";
import { type App, emailOf, makeApp, peopleOf } from "../support/people.ts";
import { databases, startForAll } from "../support/start.ts";

describe.each(databases)("User import jobs, on %s", async (kind) => {
  const service = await startForAll(kind);
  let app: App;
  const people = () => peopleOf(service.current, app);
  const imports = (UserPoolId = app.UserPoolId) => importsOf(service.current, UserPoolId);
  const advance = (advance: string) => service.current.control("PUT", "/clock", { advance });
  afterEach(() => service.current.control("PUT", "/clock", { reset: true }));

  beforeAll(async () => {
    app = await makeApp(service.current, {
      AliasAttributes: ["email"],
      AutoVerifiedAttributes: ["email"],
      Schema: [{ Name: "size", AttributeDataType: "Number", NumberAttributeConstraints: { MaxValue: "9" } }],
    });
  });

  const row = (name: string, more: Record<string, string> = {}) => ({
    ...{ "cognito:username": name, email: emailOf(name), email_verified: "TRUE", ...more },
  });

  it("GetCSVHeader names the pool's columns", async () => {
    const columns = await imports().header();
    expect(columns.slice(0, 3)).toEqual(["name", "given_name", "family_name"]);
    expect(columns.slice(-3)).toEqual(["custom:size", "cognito:mfa_enabled", "cognito:username"]);
    expect(columns).not.toContain("sub");
  });

  it("import users who then set a password by a code, and say what became of every line", async () => {
    const { cognito, UserPoolId, ClientId, make, get, attributesOf, withPassword, signIn } = people();
    await make("bert");
    const { sub = "" } = await attributesOf("bert");
    const { csv, run, log } = imports();
    const file = await csv([
      row("anna", { address: "1 Main St\\, Springfield", "custom:size": "4" }),
      row("bert"),
      row("carla", { email_verified: "false" }),
      row("dora", { "custom:size": "12" }),
      row("emil", { "cognito:mfa_enabled": "true" }),
      row("anna", { email: emailOf("anna2") }),
      row("fritz", { email: emailOf("anna") }),
      row("gusti"),
      row("hanna"),
      row("ida"),
      row("jan"),
      row("karl"),
      row("lena"),
      row("mona"),
      row(sub),
    ]);
    const job = await run(`${file}too,few\n`);
    expect(job).toMatchObject({
      ...{ Status: "Succeeded", ImportedUsers: 8, SkippedUsers: 3, FailedUsers: 5, UserPoolId },
      CompletionMessage: "Import Job Completed Successfully.",
    });
    expect(job.CompletionDate!.getTime()).toBeGreaterThanOrEqual(job.StartDate!.getTime());
    expect(await log(job.JobId)).toEqual([
      "[SUCCEEDED] Line Number 2 - The import succeeded.",
      "[SKIPPED] Line Number 3 - The user already exists.",
      "[FAILED] Line Number 4 - The User Record does not set any of the auto verified attributes to true. (Example: email_verified to true).",
      "[FAILED] Line Number 5 - Attributes did not conform to the schema: custom:size: Number must be no greater than 9",
      "[FAILED] Line Number 6 - The User Record must set cognito:mfa_enabled to false.",
      "[SKIPPED] Line Number 7 - The user already exists.",
      "[FAILED] Line Number 8 - An account with the email already exists.",
      ...[9, 10, 11, 12, 13, 14, 15].map((line) => `[SUCCEEDED] Line Number ${line} - The import succeeded.`),
      "[SKIPPED] Line Number 16 - The user already exists.",
      "[FAILED] Line Number 17 - The number of fields does not match the header.",
    ]);

    expect(await get("anna")).toMatchObject({ UserStatus: "RESET_REQUIRED", Enabled: true });
    expect(await attributesOf("anna")).toMatchObject({
      ...{ address: "1 Main St, Springfield", "custom:size": "4" },
      ...{ email: emailOf("anna"), email_verified: "true" },
    });
    await expect(withPassword("anna")).rejects.toMatchObject({ name: "PasswordResetRequiredException" });
    await cognito.forgotPassword({ ClientId, Username: emailOf("anna") });
    const ConfirmationCode = await service.current.codeSentTo(emailOf("anna"));
    await cognito.confirmForgotPassword({ ClientId, Username: "anna", ConfirmationCode, Password: "Brand-new1" });
    await signIn("anna", "Brand-new1");
  });

  it("take an e-mail address for a username where people sign in with it", async () => {
    const { UserPoolId } = await makeApp(service.current, {
      ...{ UsernameAttributes: ["email"], AutoVerifiedAttributes: ["email"] },
    });
    const { csv, run } = imports(UserPoolId);
    const verified = { email_verified: "true" };
    const file = await csv([
      { "cognito:username": emailOf("anna"), ...verified },
      { "cognito:username": emailOf("anna"), ...verified },
      { "cognito:username": emailOf("bert"), ...verified },
    ]);
    expect(await run(file)).toMatchObject({ ImportedUsers: 2, SkippedUsers: 1 });
    const anna = await service.current.sdk().adminGetUser({ UserPoolId, Username: emailOf("anna") });
    expect(anna.Username).toMatch(/^[0-9a-f-]{36}$/);
  });

  it("show a job before it runs, and list the pool's page by page", async () => {
    const { UserPoolId } = await makeApp(service.current, { AutoVerifiedAttributes: ["email"] });
    const { create, describe } = imports(UserPoolId);
    const jobs = [await create(), await create({ JobName: "second" }), await create()];
    expect(await describe(jobs[1]?.JobId)).toEqual(jobs[1]);
    expect(jobs[1]).toEqual({
      ...{ JobName: "second", JobId: expect.stringMatching(/^import-[0-9a-zA-Z]{10}$/), UserPoolId },
      ...{ PreSignedUrl: expect.stringContaining(`/${jobs[1]?.JobId}?`), CreationDate: expect.any(Date) },
      ...{ Status: "Created", ImportedUsers: 0, SkippedUsers: 0, FailedUsers: 0 },
      CloudWatchLogsRoleArn: "arn:aws:iam::123456789012:role/imports",
    });
    const cognito = service.current.sdk();
    const first = await cognito.listUserImportJobs({ UserPoolId, MaxResults: 2 });
    expect(first.UserImportJobs).toHaveLength(2);
    const second = await cognito.listUserImportJobs({ ...first, UserPoolId, MaxResults: 2 });
    expect(second.PaginationToken).toBeUndefined();
    const listed = [...(first.UserImportJobs ?? []), ...(second.UserImportJobs ?? [])];
    const byId = (one: { JobId?: string }, other: { JobId?: string }) => (one.JobId! < other.JobId! ? -1 : 1);
    expect(listed.sort(byId)).toEqual(jobs.sort(byId));
  });

  it("take files by the URL alone, for 15 minutes, and only while the job waits", async () => {
    const { csv, create, begin, ended } = imports();
    const { PreSignedUrl: url = "" } = await create();
    const other = (await create()).PreSignedUrl ?? "";
    const file = await csv([row("mona")]);
    const foreign = `${other.split("?")[0]}?${url.split("?")[1]}`;
    for (const wrong of [url.replace(/.$/, "x"), foreign, url.split("?")[0] as string, url.replace("=900", "=9000")]) {
      const refused = await upload(wrong, file);
      expect(refused.status).toBe(403);
      expect(await refused.text()).toContain("<Code>SignatureDoesNotMatch</Code>");
    }
    expect((await upload(url, file)).status).toBe(200);
    await advance("PT15M");
    const late = await upload(url, file);
    expect([late.status, await late.text()]).toEqual([403, expect.stringContaining("Request has expired")]);
    await service.current.control("PUT", "/clock", { reset: true });

    const JobId = await begin(file);
    await ended(JobId);
    const cognito = service.current.sdk();
    const again = cognito.startUserImportJob({ UserPoolId: app.UserPoolId, JobId });
    await expect(again).rejects.toMatchObject({ name: "PreconditionNotMetException" });
  });

  it("use the file that was uploaded last", async () => {
    const { csv, create, ended } = imports();
    const { PreSignedUrl = "", JobId } = await create();
    await upload(PreSignedUrl, await csv([row("nobody-first")]));
    await upload(PreSignedUrl, await csv([row("nora")]));
    await service.current.sdk().startUserImportJob({ UserPoolId: app.UserPoolId, JobId });
    expect(await ended(JobId)).toMatchObject({ ImportedUsers: 1 });
    await people().get("nora");
    await expect(people().get("nobody-first")).rejects.toMatchObject({ name: "UserNotFoundException" });
  });

  it("refuse to start without a file, and to stop what does not run", async () => {
    const { create } = imports();
    const { JobId } = await create();
    const cognito = service.current.sdk();
    const ids = { UserPoolId: app.UserPoolId, JobId };
    await expect(cognito.startUserImportJob(ids)).rejects.toMatchObject({
      name: "PreconditionNotMetException",
      message: `No csv file was uploaded for ${JobId}`,
    });
    await expect(cognito.stopUserImportJob(ids)).rejects.toMatchObject({ name: "PreconditionNotMetException" });
    const unknown = { ...ids, JobId: "import-unknown000" };
    for (const call of [() => cognito.startUserImportJob(unknown), () => cognito.describeUserImportJob(unknown)]) {
      await expect(call()).rejects.toMatchObject({ name: "ResourceNotFoundException" });
    }
    const foreign = { CloudWatchLogsRoleArn: "arn:aws:iam::999999999999:role/imports" };
    await expect(create(foreign)).rejects.toMatchObject({ message: "Cross-account pass role is not allowed." });
  });

  it("refuse a pool that verifies nothing", async () => {
    const { UserPoolId } = await makeApp(service.current);
    const { csv, begin } = imports(UserPoolId);
    await expect(begin(await csv([row("anna")]))).rejects.toMatchObject({
      name: "PreconditionNotMetException",
      message: "The user pool must have at least one auto verified attribute to import users.",
    });
  });

  it("expire a day after they were made", async () => {
    const { csv, create, describe } = imports();
    const { JobId, PreSignedUrl = "" } = await create();
    await upload(PreSignedUrl, await csv([row("olga")]));
    await advance("P1D");
    expect(await describe(JobId)).toMatchObject({ Status: "Expired" });
    const start = service.current.sdk().startUserImportJob({ UserPoolId: app.UserPoolId, JobId });
    await expect(start).rejects.toMatchObject({ name: "PreconditionNotMetException" });
  });

  it.each([
    ["another header", (file: string) => file.replace("given_name", "vorname")],
    ["a header without a column", (file: string) => file.replace("given_name,", "")],
    ["nothing in it", () => ""],
  ])("fail for a file with %s", async (_what, change) => {
    const { csv, run } = imports();
    expect(await run(change(await csv([row("paul")])))).toMatchObject({
      ...{ Status: "Failed", ImportedUsers: 0 },
      CompletionMessage: "The header in the CSV file does not match the expected headers for the user pool.",
    });
  });

  it("fail when more users were not imported than were", async () => {
    const { csv, run } = imports();
    const file = await csv([row("quinn"), row("quinn"), row("rita", { email_verified: "" })]);
    expect(await run(file)).toMatchObject({
      ...{ Status: "Failed", ImportedUsers: 1, SkippedUsers: 1, FailedUsers: 1 },
      CompletionMessage: "Too many users have failed or been skipped during the import.",
    });
  });

  it("start once of many times at once, and one of many in a pool", async () => {
    const { UserPoolId } = await makeApp(service.current, { AutoVerifiedAttributes: ["email"] });
    const { csv, create, ended } = imports(UserPoolId);
    const file = await csv([row("anna")]);
    const jobs = await Promise.all(Array.from({ length: 5 }, () => create()));
    for (const { PreSignedUrl = "" } of jobs) await upload(PreSignedUrl, file);
    const cognito = service.current.sdk();
    const starts = jobs.flatMap(({ JobId }) => Array.from({ length: 4 }, () => ({ UserPoolId, JobId })));
    const results = await Promise.allSettled(starts.map((start) => cognito.startUserImportJob(start)));
    const refused = results.flatMap((result) => (result.status === "rejected" ? [result.reason.name] : []));
    expect(new Set(refused)).toEqual(new Set(["PreconditionNotMetException"]));
    const started = starts.filter((_, at) => results[at]?.status === "fulfilled");
    expect(new Set(started.map(({ JobId }) => JobId)).size).toBe(started.length);
    const ends = await Promise.all(jobs.map(({ JobId }) => ended(JobId)));
    expect(ends.filter(({ ImportedUsers }) => ImportedUsers === 1)).toHaveLength(1);
  });

  it("are gone with their pool, and a reset ends the one that runs", async () => {
    const { UserPoolId } = await makeApp(service.current, { AutoVerifiedAttributes: ["email"] });
    const { csv, begin } = imports(UserPoolId);
    const JobId = await begin(await csv(Array.from({ length: 3_000 }, (_, number) => row(`user${number}`))));
    const cognito = service.current.sdk();
    await service.current.control("POST", `/reset`);
    const gone = { name: "ResourceNotFoundException", message: `User pool ${UserPoolId} does not exist.` };
    await expect(cognito.describeUserImportJob({ UserPoolId, JobId })).rejects.toMatchObject(gone);
    const log = await fetch(`${service.current.url}/_poolhouse/import-jobs/${UserPoolId}/${JobId}/log`);
    expect(log.status).toBe(404);
  });

  it("let one job at a time run in a pool, keep the pool as it is meanwhile, and stop when asked", async () => {
    const { UserPoolId } = await makeApp(service.current, { AutoVerifiedAttributes: ["email"] });
    const { csv, begin, create, ended } = imports(UserPoolId);
    const cognito = service.current.sdk();
    const file = await csv(Array.from({ length: 20_000 }, (_, number) => row(`user${number}`)));
    const JobId = await begin(file);
    const busy = { name: "UserImportInProgressException" };
    await expect(cognito.updateUserPool({ UserPoolId })).rejects.toMatchObject(busy);
    await expect(cognito.deleteUserPool({ UserPoolId })).rejects.toMatchObject(busy);
    const second = await create();
    await upload(second.PreSignedUrl ?? "", file);
    const start = cognito.startUserImportJob({ UserPoolId, JobId: second.JobId });
    await expect(start).rejects.toMatchObject({ name: "PreconditionNotMetException" });

    const { UserImportJob } = await cognito.stopUserImportJob({ UserPoolId, JobId });
    expect(UserImportJob?.Status).toBe("Stopping");
    const job = await ended(JobId);
    expect(job).toMatchObject({
      ...{ Status: "Stopped", FailedUsers: 0 },
      CompletionMessage: "The Import Job was stopped by the developer.",
    });
    expect(job.ImportedUsers).toBeLessThan(20_000);
    await cognito.updateUserPool({ UserPoolId });
    await cognito.deleteUserPool({ UserPoolId });
  });
});
