import { z } from "zod";
import { schemaAttribute } from "../../domain/pool/pool.ts";
import { parseUserFilter } from "../../domain/user/user-filter.ts";
import { defineOperation } from "../operation.ts";
import { cutPage, nextPageToken, readPageToken } from "../pagination.ts";
import {
  AttributeNameList,
  QueryLimitOrDefault,
  UnboundedPaginationKey,
  UserFilter,
  UserPoolId,
} from "../shapes/index.ts";
import { describeUser } from "./describe-user.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUsers.html */
export const ListUsers = defineOperation({
  name: "ListUsers",
  auth: "pool",
  input: z.object({
    UserPoolId,
    AttributesToGet: AttributeNameList.optional(),
    Limit: QueryLimitOrDefault.optional(),
    PaginationToken: UnboundedPaginationKey.optional(),
    Filter: UserFilter.optional(),
  }),
  errors: [],

  async handle(input, { pool }, services) {
    const filter = parseUserFilter(input.Filter ?? "");
    const limit = input.Limit || 60;
    const query = ["ListUsers", pool.id, filter ?? null];
    const after = readPageToken(services, query, input.PaginationToken);
    const found = await services.database.users.list(pool, { filter, after, limit: limit + 1 });
    const { page, last } = cutPage(found, limit);
    const wanted = input.AttributesToGet;
    if (wanted?.some((name) => !schemaAttribute(pool, name))) {
      services.fail("InvalidParameterException", "One or more requested attributes do not exist.");
    }
    return {
      Users: page.map(({ user }) => {
        const described = describeUser(user);
        if (!wanted) return described;
        return { ...described, Attributes: described.Attributes?.filter(({ Name = "" }) => wanted.includes(Name)) };
      }),
      ...(last && { PaginationToken: nextPageToken(services, query, last.cursor) }),
    };
  },
});
