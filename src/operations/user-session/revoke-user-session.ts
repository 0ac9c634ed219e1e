import * as z from "zod";
import { revokeSession } from "../../domain/token/sessions.ts";
import { defineOperation } from "../operation.ts";
import { RevokeAssociatedSessions, SessionId, TokenModel } from "../shapes/index.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_RevokeUserSession.html */
export const RevokeUserSession = defineOperation({
  name: "RevokeUserSession",
  auth: "user",
  input: z.object({
    AccessToken: TokenModel,
    SessionId, // A sign-in through the API is linked to no session of the hosted pages.
    RevokeAssociatedSessions: RevokeAssociatedSessions.optional(),
  }),
  errors: ["UserNotFoundException"],

  async handle({ SessionId: id }, { pool, user, grant }, services) {
    await revokeSession(services, pool, user.sub, id, grant);
    return {};
  },
});
