import * as z from "zod";
import { associateBySession, associateByToken } from "../../domain/authentication/software-token-setup.ts";
import { verifyAccessToken } from "../../domain/token/verify.ts";
import { defineOperation } from "../operation.ts";
import { Session, TokenModel } from "../shapes/index.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AssociateSoftwareToken.html */
export const AssociateSoftwareToken = defineOperation({
  name: "AssociateSoftwareToken",
  auth: "anyone",
  input: z.object({ AccessToken: TokenModel.optional(), Session: Session.optional() }),
  errors: ["SoftwareTokenMFANotFoundException", "UserNotFoundException"],

  async handle({ AccessToken: token, Session: session }, _caller, services) {
    if (token !== undefined) return associateByToken(services, await verifyAccessToken(services, token));
    if (session !== undefined) return associateBySession(services, session);
    return services.fail("InvalidParameterException", "Either AccessToken or Session is required.");
  },
});
