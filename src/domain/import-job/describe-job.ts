import type { UserImportJobType } from "@aws-sdk/client-cognito-identity-provider";
import type { Services } from "../services.ts";
import type { ImportJob } from "./import-job.ts";
import { uploadUrl } from "./upload-url.ts";

const date = (text: string | undefined): Date | undefined => (text === undefined ? undefined : new Date(text));

/** A job as the API shows one (UserImportJobType); with the URL for its file while it waits for one. */
export function describeJob(services: Pick<Services, "sealer" | "publicUrl">, job: ImportJob): UserImportJobType {
  const { content } = job;
  return {
    JobName: content.name,
    JobId: job.id,
    UserPoolId: job.poolId,
    ...(content.status === "Created" && { PreSignedUrl: uploadUrl(services, job) }),
    CreationDate: job.createdAt,
    StartDate: date(content.startedAt),
    CompletionDate: date(content.completedAt),
    Status: content.status,
    CloudWatchLogsRoleArn: content.roleArn,
    ImportedUsers: content.progress.imported,
    SkippedUsers: content.progress.skipped,
    FailedUsers: content.progress.failed,
    CompletionMessage: content.message,
    PasswordHashingAlgorithm: content.passwordHashing,
  };
}
