import * as z from "zod";
import { describeJob } from "../../domain/import-job/describe-job.ts";
import { defineOperation } from "../operation.ts";
import { cutPage, nextPageToken, readPageToken } from "../pagination.ts";
import { PoolQueryLimit, UnboundedPaginationKey, UserPoolId } from "../shapes/index.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUserImportJobs.html */
export const ListUserImportJobs = defineOperation({
  name: "ListUserImportJobs",
  auth: "pool",
  input: z.object({ UserPoolId, MaxResults: PoolQueryLimit, PaginationToken: UnboundedPaginationKey.optional() }),
  errors: [],

  async handle(input, { pool }, services) {
    const limit = input.MaxResults;
    const query = ["ListUserImportJobs", pool.id];
    const after = readPageToken(services, query, input.PaginationToken);
    const { page, last } = cutPage(
      await services.database.importJobs.list(pool.id, { after, limit: limit + 1 }),
      limit,
    );
    return {
      UserImportJobs: page.map((job) => describeJob(services, job)),
      ...(last && { PaginationToken: nextPageToken(services, query, last.id) }),
    };
  },
});
