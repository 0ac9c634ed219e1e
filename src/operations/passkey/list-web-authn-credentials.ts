import * as z from "zod";
import { describePasskey } from "../../domain/passkey/describe-passkey.ts";
import { passkeysAtMost } from "../../domain/passkey/passkey.ts";
import { defineOperation } from "../operation.ts";
import { cutPage, nextPageToken, readPageToken } from "../pagination.ts";
import { PaginationKey, TokenModel, WebAuthnCredentialsQueryLimit } from "../shapes/index.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListWebAuthnCredentials.html */
export const ListWebAuthnCredentials = defineOperation({
  name: "ListWebAuthnCredentials",
  auth: "user",
  input: z.object({
    AccessToken: TokenModel,
    NextToken: PaginationKey.optional(),
    MaxResults: WebAuthnCredentialsQueryLimit.optional(),
  }),
  errors: [],

  async handle(input, { pool, user }, services) {
    const limit = input.MaxResults || passkeysAtMost;
    const query = ["ListWebAuthnCredentials", pool.id, user.sub];
    const after = readPageToken(services, query, input.NextToken);
    const owner = { sub: user.sub };
    const found = await services.database.passkeys.list(pool.id, { owner, after, limit: limit + 1 });
    const { page, last } = cutPage(found, limit);
    return {
      Credentials: page.map(describePasskey),
      ...(last && { NextToken: nextPageToken(services, query, last.id) }),
    };
  },
});
