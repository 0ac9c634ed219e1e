import * as z from "zod";
import { describeJob } from "../../domain/import-job/describe-job.ts";
import { findJob } from "../../domain/import-job/jobs.ts";
import { defineOperation } from "../operation.ts";
import { UserImportJobId, UserPoolId } from "../shapes/index.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeUserImportJob.html */
export const DescribeUserImportJob = defineOperation({
  name: "DescribeUserImportJob",
  auth: "pool",
  input: z.object({ UserPoolId, JobId: UserImportJobId }),
  errors: [],

  async handle(input, { pool }, services) {
    const job = await findJob(services, pool, input.JobId);
    return { UserImportJob: describeJob(services, job) };
  },
});
