import * as z from "zod";
import { describeJob } from "../../domain/import-job/describe-job.ts";
import { stopJob } from "../../domain/import-job/jobs.ts";
import { defineOperation } from "../operation.ts";
import { UserImportJobId, UserPoolId } from "../shapes/index.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_StopUserImportJob.html */
export const StopUserImportJob = defineOperation({
  name: "StopUserImportJob",
  auth: "pool",
  input: z.object({ UserPoolId, JobId: UserImportJobId }),
  errors: ["PreconditionNotMetException"],

  async handle(input, { pool }, services) {
    const job = await stopJob(services, pool, input.JobId);
    return { UserImportJob: describeJob(services, job) };
  },
});
