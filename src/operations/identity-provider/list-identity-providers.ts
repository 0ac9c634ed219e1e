import * as z from "zod";
import { summarizeIdentityProvider } from "../../domain/identity-provider/describe-identity-provider.ts";
import { defineOperation } from "../operation.ts";
import { cutPage, nextPageToken, readPageToken } from "../pagination.ts";
import { ListProvidersLimit, UnboundedPaginationKey, UserPoolId } from "../shapes/index.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListIdentityProviders.html */
export const ListIdentityProviders = defineOperation({
  name: "ListIdentityProviders",
  auth: "pool",
  input: z.object({
    UserPoolId,
    MaxResults: ListProvidersLimit.optional(),
    NextToken: UnboundedPaginationKey.optional(),
  }),
  errors: [],

  async handle(input, { pool }, services) {
    const limit = input.MaxResults || 60;
    const query = ["ListIdentityProviders", pool.id];
    const after = readPageToken(services, query, input.NextToken);
    const found = await services.database.identityProviders.list(pool.id, { after, limit: limit + 1 });
    const { page, last } = cutPage(found, limit);
    return {
      Providers: page.map(summarizeIdentityProvider),
      ...(last && { NextToken: nextPageToken(services, query, last.id) }),
    };
  },
});
