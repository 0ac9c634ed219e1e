import * as z from "zod";
import { describeSecret } from "../../domain/client/client-secrets.ts";
import { findClientOf } from "../../domain/client/find-client.ts";
import { defineOperation } from "../operation.ts";
import { readPageToken } from "../pagination.ts";
import { ClientId, PaginationKey, UserPoolId } from "../shapes/index.ts";

/**
 * Two secrets are a page, so that no token is ever given, and none is good.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUserPoolClientSecrets.html
 */
export const ListUserPoolClientSecrets = defineOperation({
  name: "ListUserPoolClientSecrets",
  auth: "pool",
  input: z.object({ UserPoolId, ClientId, NextToken: PaginationKey.optional() }),
  errors: [],

  async handle(input, { pool }, services) {
    const { client } = await findClientOf(services, pool, input.ClientId);
    readPageToken(services, ["ListUserPoolClientSecrets", pool.id, client.id], input.NextToken);
    return { ClientSecrets: client.secrets.map(describeSecret) };
  },
});
