import * as z from "zod";
import { revokeSession } from "../../domain/token/sessions.ts";
import { defineOperation } from "../operation.ts";
import { RevokeAssociatedSessions, SessionId, Username, UserPoolId } from "../shapes/index.ts";
import { findUser } from "../user/find-user.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminRevokeUserSession.html */
export const AdminRevokeUserSession = defineOperation({
  name: "AdminRevokeUserSession",
  auth: "pool",
  input: z.object({
    UserPoolId,
    Username,
    SessionId,
    RevokeAssociatedSessions: RevokeAssociatedSessions.optional(),
  }),
  errors: ["UserNotFoundException"],

  async handle({ Username: name, SessionId: sessionId, RevokeAssociatedSessions: associated }, { pool }, services) {
    const { sub } = await findUser(services, pool, name);
    await revokeSession(services, pool, sub, { sessionId, associated });
    return {};
  },
});
