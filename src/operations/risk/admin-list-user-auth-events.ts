import * as z from "zod";
import { describeAuthEvent } from "../../domain/auth-event/describe-auth-event.ts";
import { checkThreatProtection } from "../../domain/risk/threat-protection.ts";
import { defineOperation } from "../operation.ts";
import { cutPage, nextPageToken, readPageToken } from "../pagination.ts";
import { PaginationKey, QueryLimitOrDefault, Username, UserPoolId } from "../shapes/index.ts";
import { findUser } from "../user/find-user.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminListUserAuthEvents.html */
export const AdminListUserAuthEvents = defineOperation({
  name: "AdminListUserAuthEvents",
  auth: "pool",
  input: z.object({
    UserPoolId,
    Username,
    MaxResults: QueryLimitOrDefault.optional(),
    NextToken: PaginationKey.optional(),
  }),
  errors: ["UserNotFoundException", "UserPoolAddOnNotEnabledException"],

  async handle(input, { pool }, services) {
    checkThreatProtection(pool);
    await services.aside.settled();
    const { sub } = await findUser(services, pool, input.Username);
    const limit = input.MaxResults || 60;
    const query = ["AdminListUserAuthEvents", pool.id, sub];
    const after = readPageToken(services, query, input.NextToken);
    const found = await services.database.authEvents.list(pool.id, { owner: { sub }, after, limit: limit + 1 });
    const { page, last } = cutPage(found, limit);
    return {
      AuthEvents: page.map(describeAuthEvent),
      ...(last && { NextToken: nextPageToken(services, query, last.id) }),
    };
  },
});
