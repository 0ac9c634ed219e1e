import * as z from "zod";
import { defineOperation } from "../operation.ts";
import { cutPage, nextPageToken, readPageToken } from "../pagination.ts";
import { ListTermsLimit, StringType, UserPoolId } from "../shapes/index.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListTerms.html */
export const ListTerms = defineOperation({
  name: "ListTerms",
  auth: "pool",
  input: z.object({ UserPoolId, MaxResults: ListTermsLimit.optional(), NextToken: StringType.optional() }),
  errors: [],

  async handle({ MaxResults: limit = 60, NextToken }, { pool }, services) {
    const query = ["ListTerms", pool.id];
    const after = readPageToken(services, query, NextToken);
    const { page, last } = cutPage(await services.database.terms.list(pool.id, { after, limit: limit + 1 }), limit);
    return {
      Terms: page.map(({ id, content, createdAt, modifiedAt }) => ({
        TermsId: id,
        TermsName: content.name,
        Enforcement: content.enforcement,
        CreationDate: createdAt,
        LastModifiedDate: modifiedAt,
      })),
      ...(last && { NextToken: nextPageToken(services, query, last.id) }),
    };
  },
});
