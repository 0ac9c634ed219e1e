/** Operations on import jobs: users from a CSV file. Called by the API's pipeline. */
export { CreateUserImportJob } from "./create-user-import-job.ts";
export { DescribeUserImportJob } from "./describe-user-import-job.ts";
export { GetCSVHeader } from "./get-csv-header.ts";
export { ListUserImportJobs } from "./list-user-import-jobs.ts";
export { StartUserImportJob } from "./start-user-import-job.ts";
export { StopUserImportJob } from "./stop-user-import-job.ts";
