import { type Effects, keptOnly, shownIn } from "./effect.ts";
import { UserPoolId } from "./everywhere.ts";

const jobs = shownIn("operations/user-import-job.test.ts");
const files = shownIn("operations/user-import-file.test.ts");

const paged = jobs("show a job before it runs, and list the pool's page by page");

export const importJob: Readonly<Record<string, Effects>> = {
  CreateUserImportJob: {
    JobName: keptOnly("it is for people to read"),
    UserPoolId,
    CloudWatchLogsRoleArn: keptOnly("its log is read at /_poolhouse/import-jobs, for which nobody needs a role"),
    PasswordHashingAlgorithm: files(
      "bring hashed passwords along, with which people sign in at once and by SRP from then on",
    ),
  },
  DescribeUserImportJob: { UserPoolId, JobId: jobs("refuse to start without a file, and to stop what does not run") },
  GetCSVHeader: { UserPoolId },
  ListUserImportJobs: { UserPoolId, MaxResults: paged, PaginationToken: paged },
  StartUserImportJob: { UserPoolId, JobId: jobs("use the file that was uploaded last") },
  StopUserImportJob: {
    UserPoolId,
    JobId: jobs("let one job at a time run in a pool, keep the pool as it is meanwhile, and stop when asked"),
  },
};
