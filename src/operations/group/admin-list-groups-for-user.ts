import * as z from "zod";
import { describeGroup } from "../../domain/group/describe-group.ts";
import { defineOperation } from "../operation.ts";
import { cutPage, nextPageToken, readPageToken } from "../pagination.ts";
import { PaginationKey, QueryLimitOrDefault, Username, UserPoolId } from "../shapes/index.ts";
import { findUser } from "../user/find-user.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminListGroupsForUser.html */
export const AdminListGroupsForUser = defineOperation({
  name: "AdminListGroupsForUser",
  auth: "pool",
  input: z.object({
    Username,
    UserPoolId,
    Limit: QueryLimitOrDefault.optional(),
    NextToken: PaginationKey.optional(),
  }),
  errors: ["UserNotFoundException"],

  async handle(input, { pool }, services) {
    const { sub } = await findUser(services, pool, input.Username);
    const limit = input.Limit || 60;
    const query = ["AdminListGroupsForUser", pool.id, sub];
    const after = readPageToken(services, query, input.NextToken);
    const found = await services.database.groups.ofUser(pool.id, sub, { after, limit: limit + 1 });
    const { page, last } = cutPage(found, limit);
    return {
      Groups: page.map(describeGroup),
      ...(last && { NextToken: nextPageToken(services, query, last.name) }),
    };
  },
});
