import * as z from "zod";
import { summarizePool } from "../../domain/pool/describe-pool.ts";
import { listPools } from "../../domain/pool/list-pools.ts";
import { defineOperation } from "../operation.ts";
import { cutPage, nextPageToken, readPageToken } from "../pagination.ts";
import { PaginationKey, PoolQueryLimit } from "../shapes/index.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUserPools.html */
export const ListUserPools = defineOperation({
  name: "ListUserPools",
  auth: "developer",
  input: z.object({ NextToken: PaginationKey.optional(), MaxResults: PoolQueryLimit }),
  errors: [],

  async handle({ NextToken, MaxResults: limit }, { region }, services) {
    const query = ["ListUserPools", region];
    const after = readPageToken(services, query, NextToken);
    const found = await listPools(services, region, { after, limit: limit + 1 });
    const { page, last } = cutPage(found, limit);
    return {
      UserPools: page.map(summarizePool),
      ...(last && { NextToken: nextPageToken(services, query, last.pool.id) }),
    };
  },
});
