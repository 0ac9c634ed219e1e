import * as z from "zod";
import { listSessions } from "../../domain/token/sessions.ts";
import { defineOperation } from "../operation.ts";
import { readPageToken } from "../pagination.ts";
import { PaginationKey, TokenModel } from "../shapes/index.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUserSessions.html */
export const ListUserSessions = defineOperation({
  name: "ListUserSessions",
  auth: "user",
  input: z.object({ AccessToken: TokenModel, NextToken: PaginationKey.optional() }),
  errors: ["UserNotFoundException"],

  async handle({ NextToken }, { pool, user, grant }, services) {
    // They fit one page: whatever token comes, it is none of ours.
    readPageToken(services, ["ListUserSessions", pool.id, user.sub], NextToken);
    return { Sessions: await listSessions(services, pool, user.sub, grant) };
  },
});
