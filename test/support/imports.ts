import type { CreateUserImportJobCommandInput, UserImportJobType } from "@aws-sdk/client-cognito-identity-provider";
import type { Face } from "./face.ts";

/** The account that the tests' service acts as. */
const CloudWatchLogsRoleArn = "arn:aws:iam::123456789012:role/imports";

export const upload = (url: string, body: NonNullable<RequestInit["body"]>): Promise<Response> =>
  fetch(url, { method: "PUT", body, headers: { "x-amz-server-side-encryption": "aws:kms" } });

/** What tests do with the import jobs of one pool. */
export function importsOf(service: Face, UserPoolId: string) {
  const cognito = service.sdk();

  const header = async (): Promise<string[]> => (await cognito.getCSVHeader({ UserPoolId })).CSVHeader ?? [];

  /** A file with these users; `cognito:mfa_enabled` is false unless it is given. */
  async function csv(rows: readonly Record<string, string>[], more: readonly string[] = []): Promise<string> {
    const columns = [...(await header()), ...more];
    const lines = rows.map((row) => columns.map((name) => ({ "cognito:mfa_enabled": "false", ...row })[name] ?? ""));
    return [columns, ...lines].map((fields) => `${fields.join(",")}\n`).join("");
  }

  const create = async (given: Partial<CreateUserImportJobCommandInput> = {}): Promise<UserImportJobType> =>
    (await cognito.createUserImportJob({ UserPoolId, JobName: "people", CloudWatchLogsRoleArn, ...given }))
      .UserImportJob!;

  const describe = async (JobId: string | undefined): Promise<UserImportJobType> =>
    (await cognito.describeUserImportJob({ UserPoolId, JobId })).UserImportJob!;

  /** The job once it has come to an end. */
  async function ended(JobId: string | undefined): Promise<UserImportJobType> {
    for (;;) {
      const job = await describe(JobId);
      if (!["Pending", "InProgress", "Stopping"].includes(job.Status ?? "")) return job;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** A job that has this file and has been started. */
  async function begin(file: string, given?: Partial<CreateUserImportJobCommandInput>): Promise<string> {
    const { JobId = "", PreSignedUrl = "" } = await create(given);
    const response = await upload(PreSignedUrl, file);
    if (!response.ok) throw new Error(await response.text());
    await cognito.startUserImportJob({ UserPoolId, JobId });
    return JobId;
  }

  return {
    ...{ header, csv, create, describe, ended, begin },

    run: async (file: string, given?: Partial<CreateUserImportJobCommandInput>): Promise<UserImportJobType> =>
      ended(await begin(file, given)),

    async log(JobId: string | undefined): Promise<string[]> {
      const response = await fetch(`${service.url}/_poolhouse/import-jobs/${UserPoolId}/${JobId}/log`);
      return (await response.text()).split("\n").slice(0, -1);
    },
  };
}
