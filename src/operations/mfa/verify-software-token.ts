import * as z from "zod";
import { verifyBySession, verifyByToken } from "../../domain/authentication/software-token-setup.ts";
import { verifyAccessToken } from "../../domain/token/verify.ts";
import { defineOperation } from "../operation.ts";
import { FriendlyDeviceName, Session, SoftwareTokenMFAUserCode, TokenModel } from "../shapes/index.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_VerifySoftwareToken.html */
export const VerifySoftwareToken = defineOperation({
  name: "VerifySoftwareToken",
  auth: "anyone",
  input: z.object({
    AccessToken: TokenModel.optional(),
    Session: Session.optional(),
    UserCode: SoftwareTokenMFAUserCode,
    FriendlyDeviceName: FriendlyDeviceName.optional(),
  }),
  errors: ["EnableSoftwareTokenMFAException", "SoftwareTokenMFANotFoundException", "UserNotFoundException"],

  async handle({ AccessToken: token, Session: session, ...proof }, _caller, services) {
    if (token !== undefined) return verifyByToken(services, await verifyAccessToken(services, token), proof);
    if (session !== undefined) return verifyBySession(services, session, proof);
    return services.fail("InvalidParameterException", "Either AccessToken or Session is required.");
  },
});
