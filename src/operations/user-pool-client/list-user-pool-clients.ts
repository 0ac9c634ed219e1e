import * as z from "zod";
import { clientType } from "../../domain/client/client.ts";
import { summarizeClient } from "../../domain/client/describe-client.ts";
import { defineOperation } from "../operation.ts";
import { cutPage, nextPageToken, readPageToken } from "../pagination.ts";
import { ClientType, PaginationKey, QueryLimit, UserPoolId } from "../shapes/index.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUserPoolClients.html */
export const ListUserPoolClients = defineOperation({
  name: "ListUserPoolClients",
  auth: "pool",
  input: z.object({
    UserPoolId,
    MaxResults: QueryLimit.optional(),
    NextToken: PaginationKey.optional(),
    ClientType: ClientType.optional(),
  }),
  errors: [],

  async handle({ MaxResults: limit = 60, NextToken, ClientType: type }, { pool }, services) {
    const query = ["ListUserPoolClients", pool.id, type ?? null];
    const after = readPageToken(services, query, NextToken);
    const found = await services.database.clients.list(pool.id, { after, limit: limit + 1 });
    const { page, last } = cutPage(found, limit);
    return {
      // As at AWS, the filter thins the page out and does not fill it up.
      UserPoolClients: page.filter((client) => !type || clientType(client) === type).map(summarizeClient),
      ...(last && { NextToken: nextPageToken(services, query, last.id) }),
    };
  },
});
