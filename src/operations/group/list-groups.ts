import * as z from "zod";
import { describeGroup } from "../../domain/group/describe-group.ts";
import { defineOperation } from "../operation.ts";
import { cutPage, nextPageToken, readPageToken } from "../pagination.ts";
import { PaginationKey, QueryLimitOrDefault, UserPoolId } from "../shapes/index.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListGroups.html */
export const ListGroups = defineOperation({
  name: "ListGroups",
  auth: "pool",
  input: z.object({ UserPoolId, Limit: QueryLimitOrDefault.optional(), NextToken: PaginationKey.optional() }),
  errors: [],

  async handle(input, { pool }, services) {
    const limit = input.Limit || 60;
    const query = ["ListGroups", pool.id];
    const after = readPageToken(services, query, input.NextToken);
    const { page, last } = cutPage(await services.database.groups.list(pool.id, { after, limit: limit + 1 }), limit);
    return {
      Groups: page.map(describeGroup),
      ...(last && { NextToken: nextPageToken(services, query, last.name) }),
    };
  },
});
