import * as z from "zod";
import { describeJob } from "../../domain/import-job/describe-job.ts";
import { createJob } from "../../domain/import-job/jobs.ts";
import { defineOperation } from "../operation.ts";
import { Arn, PasswordHashingAlgorithm, UserImportJobName, UserPoolId } from "../shapes/index.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserImportJob.html */
export const CreateUserImportJob = defineOperation({
  name: "CreateUserImportJob",
  auth: "pool",
  input: z.object({
    JobName: UserImportJobName,
    UserPoolId,
    CloudWatchLogsRoleArn: Arn,
    PasswordHashingAlgorithm: PasswordHashingAlgorithm.optional(),
  }),
  errors: ["LimitExceededException"],

  async handle(input, { pool }, services) {
    const job = await createJob(services, pool, {
      name: input.JobName,
      roleArn: input.CloudWatchLogsRoleArn,
      passwordHashing: input.PasswordHashingAlgorithm,
    });
    return { UserImportJob: describeJob(services, job) };
  },
});
