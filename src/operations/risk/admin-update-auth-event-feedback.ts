import * as z from "zod";
import { takeAdministratorsWord } from "../../domain/auth-event/feedback.ts";
import { checkThreatProtection } from "../../domain/risk/threat-protection.ts";
import { defineOperation } from "../operation.ts";
import { EventId, FeedbackValue, Username, UserPoolId } from "../shapes/index.ts";
import { findUser } from "../user/find-user.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminUpdateAuthEventFeedback.html */
export const AdminUpdateAuthEventFeedback = defineOperation({
  name: "AdminUpdateAuthEventFeedback",
  auth: "pool",
  input: z.object({ UserPoolId, Username, EventId, FeedbackValue }),
  errors: ["UserNotFoundException", "UserPoolAddOnNotEnabledException"],

  async handle({ Username: name, EventId: eventId, FeedbackValue: value }, { pool }, services) {
    checkThreatProtection(pool);
    const user = await findUser(services, pool, name);
    await takeAdministratorsWord(services, { pool, user, eventId }, value);
    return {};
  },
});
