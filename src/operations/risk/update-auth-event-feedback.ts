import * as z from "zod";
import { takeUsersWord } from "../../domain/auth-event/feedback.ts";
import { defineOperation } from "../operation.ts";
import { EventId, FeedbackValue, TokenModel, Username, UserPoolId } from "../shapes/index.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateAuthEventFeedback.html */
export const UpdateAuthEventFeedback = defineOperation({
  name: "UpdateAuthEventFeedback",
  auth: "anyone",
  input: z.object({ UserPoolId, Username, EventId, FeedbackToken: TokenModel, FeedbackValue }),
  errors: ["UserNotFoundException", "UserPoolAddOnNotEnabledException"],

  async handle(input, _caller, services) {
    await takeUsersWord(services, {
      ...{ poolId: input.UserPoolId, username: input.Username, eventId: input.EventId },
      ...{ token: input.FeedbackToken, value: input.FeedbackValue },
    });
    return {};
  },
});
