import * as z from "zod";
import { changeUser } from "../../domain/user/change-user.ts";
import { preferMfa } from "../../domain/user/mfa.ts";
import { defineOperation } from "../operation.ts";
import {
  EmailMfaSettings,
  SMSMfaSettings,
  SoftwareTokenMfaSettings,
  TokenModel,
  WebAuthnMfaSettings,
} from "../shapes/index.ts";
import { wantedMfas } from "./wanted-mfas.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SetUserMFAPreference.html */
export const SetUserMFAPreference = defineOperation({
  name: "SetUserMFAPreference",
  auth: "user",
  input: z.object({
    SMSMfaSettings: SMSMfaSettings.optional(),
    SoftwareTokenMfaSettings: SoftwareTokenMfaSettings.optional(),
    EmailMfaSettings: EmailMfaSettings.optional(),
    WebAuthnMfaSettings: WebAuthnMfaSettings.optional(),
    AccessToken: TokenModel,
  }),
  errors: ["UserNotFoundException"],

  async handle(input, { pool, user }, services) {
    await changeUser(services, pool, user, (present) => preferMfa(present, wantedMfas(input)));
    return {};
  },
});
