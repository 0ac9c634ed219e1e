import * as z from "zod";
import { describeJob } from "../../domain/import-job/describe-job.ts";
import { startJob } from "../../domain/import-job/jobs.ts";
import { defineOperation } from "../operation.ts";
import { UserImportJobId, UserPoolId } from "../shapes/index.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_StartUserImportJob.html */
export const StartUserImportJob = defineOperation({
  name: "StartUserImportJob",
  auth: "pool",
  input: z.object({ UserPoolId, JobId: UserImportJobId }),
  errors: ["PreconditionNotMetException"],

  async handle(input, { pool }, services) {
    const job = await startJob(services, pool, input.JobId);
    services.startImports();
    return { UserImportJob: describeJob(services, job) };
  },
});
