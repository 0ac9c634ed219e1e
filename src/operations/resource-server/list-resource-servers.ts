import * as z from "zod";
import { describeResourceServer } from "../../domain/resource-server/describe-resource-server.ts";
import { defineOperation } from "../operation.ts";
import { cutPage, nextPageToken, readPageToken } from "../pagination.ts";
import { ListResourceServersLimit, PaginationKey, UserPoolId } from "../shapes/index.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListResourceServers.html */
export const ListResourceServers = defineOperation({
  name: "ListResourceServers",
  auth: "pool",
  input: z.object({
    UserPoolId,
    MaxResults: ListResourceServersLimit.optional(),
    NextToken: PaginationKey.optional(),
  }),
  errors: [],

  async handle({ MaxResults: limit = 50, NextToken }, { pool }, services) {
    const query = ["ListResourceServers", pool.id];
    const after = readPageToken(services, query, NextToken);
    const found = await services.database.resourceServers.list(pool.id, { after, limit: limit + 1 });
    const { page, last } = cutPage(found, limit);
    return {
      ResourceServers: page.map(describeResourceServer),
      ...(last && { NextToken: nextPageToken(services, query, last.id) }),
    };
  },
});
