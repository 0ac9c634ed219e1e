import { z } from "zod";
import { checkFeedbackToken, giveFeedback } from "../../domain/auth-event/feedback.ts";
import { checkThreatProtection } from "../../domain/risk/threat-protection.ts";
import { defineOperation } from "../operation.ts";
import { EventId, FeedbackValue, TokenModel, Username, UserPoolId } from "../shapes/index.ts";
import { findUser } from "../user/find-user.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateAuthEventFeedback.html */
export const UpdateAuthEventFeedback = defineOperation({
  name: "UpdateAuthEventFeedback",
  auth: "anybody",
  input: z.object({ UserPoolId, Username, EventId, FeedbackToken: TokenModel, FeedbackValue }),
  errors: ["UserNotFoundException", "UserPoolAddOnNotEnabledException"],

  async handle({ Username: name, EventId: eventId, FeedbackToken: token, FeedbackValue: value }, { pool }, services) {
    checkThreatProtection(pool);
    const user = await findUser(services, pool, name);
    checkFeedbackToken(services, { pool, user, eventId }, token);
    await giveFeedback(services, { pool, user, eventId }, { value, provider: "User" });
    return {};
  },
});
