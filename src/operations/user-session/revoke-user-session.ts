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
    SessionId,
    RevokeAssociatedSessions: RevokeAssociatedSessions.optional(),
  }),
  errors: ["UserNotFoundException"],

  async handle({ SessionId: sessionId, RevokeAssociatedSessions: associated }, caller, services) {
    const { pool, user, grant: current } = caller;
    await revokeSession(services, pool, user.sub, { sessionId, associated, current });
    return {};
  },
});
