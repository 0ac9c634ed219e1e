import * as z from "zod";
import { listSessions } from "../../domain/token/sessions.ts";
import { defineOperation } from "../operation.ts";
import { readPageToken } from "../pagination.ts";
import { PaginationKey, Username, UserPoolId } from "../shapes/index.ts";
import { findUser } from "../user/find-user.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminListUserSessions.html */
export const AdminListUserSessions = defineOperation({
  name: "AdminListUserSessions",
  auth: "pool",
  input: z.object({ UserPoolId, Username, NextToken: PaginationKey.optional() }),
  errors: ["UserNotFoundException"],

  async handle({ Username: name, NextToken }, { pool }, services) {
    const { sub } = await findUser(services, pool, name);
    // They fit one page: whatever token comes, it is none of ours.
    readPageToken(services, ["AdminListUserSessions", pool.id, sub], NextToken);
    return { Sessions: await listSessions(services, pool, sub) };
  },
});
