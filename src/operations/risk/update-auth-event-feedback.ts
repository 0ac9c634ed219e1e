import * as z from "zod";
import { checkFeedbackToken, giveFeedback } from "../../domain/auth-event/feedback.ts";
import { inTimeOf } from "../../domain/pool/pool-time.ts";
import { checkThreatProtection } from "../../domain/risk/threat-protection.ts";
import { defineOperation } from "../operation.ts";
import { EventId, FeedbackValue, TokenModel, Username, UserPoolId } from "../shapes/index.ts";
import { findUser } from "../user/find-user.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateAuthEventFeedback.html */
export const UpdateAuthEventFeedback = defineOperation({
  name: "UpdateAuthEventFeedback",
  auth: "anyone",
  input: z.object({ UserPoolId, Username, EventId, FeedbackToken: TokenModel, FeedbackValue }),
  errors: ["UserNotFoundException", "UserPoolAddOnNotEnabledException"],

  async handle({ UserPoolId: id, EventId: eventId, ...input }, _caller, services) {
    const pool = await services.database.pools.get(id);
    if (!pool) return services.fail("ResourceNotFoundException", `User pool ${id} does not exist.`);
    checkThreatProtection(pool);
    const user = await findUser(services, pool, input.Username);
    checkFeedbackToken(services, { pool, user, eventId }, input.FeedbackToken);
    const feedback = { value: input.FeedbackValue, provider: "User" };
    await giveFeedback(inTimeOf(pool, services), { pool, user, eventId }, feedback);
    return {};
  },
});
