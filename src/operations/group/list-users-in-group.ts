import * as z from "zod";
import { defineOperation } from "../operation.ts";
import { cutPage, nextPageToken, readPageToken } from "../pagination.ts";
import { GroupName, PaginationKey, QueryLimitOrDefault, UserPoolId } from "../shapes/index.ts";
import { describeUser } from "../user/describe-user.ts";
import { findGroup } from "./find-group.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUsersInGroup.html */
export const ListUsersInGroup = defineOperation({
  name: "ListUsersInGroup",
  auth: "pool",
  input: z.object({
    UserPoolId,
    GroupName,
    Limit: QueryLimitOrDefault.optional(),
    NextToken: PaginationKey.optional(),
  }),
  errors: [],

  async handle(input, { pool }, services) {
    const { name } = await findGroup(services, pool, input.GroupName);
    const limit = input.Limit || 60;
    const query = ["ListUsersInGroup", pool.id, name];
    const after = readPageToken(services, query, input.NextToken);
    const found = await services.database.groups.members(pool.id, name, { after, limit: limit + 1 });
    const { page, last } = cutPage(found, limit);
    return {
      Users: page.map(describeUser),
      ...(last && { NextToken: nextPageToken(services, query, last.sub) }),
    };
  },
});
