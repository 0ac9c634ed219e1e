import * as z from "zod";
import { changeUser } from "../../domain/user/change-user.ts";
import { preferMfa } from "../../domain/user/mfa.ts";
import { defineOperation } from "../operation.ts";
import {
  EmailMfaSettings,
  SMSMfaSettings,
  SoftwareTokenMfaSettings,
  Username,
  UserPoolId,
  WebAuthnMfaSettings,
} from "../shapes/index.ts";
import { findUser } from "../user/find-user.ts";
import { wantedMfas } from "./wanted-mfas.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminSetUserMFAPreference.html */
export const AdminSetUserMFAPreference = defineOperation({
  name: "AdminSetUserMFAPreference",
  auth: "pool",
  input: z.object({
    SMSMfaSettings: SMSMfaSettings.optional(),
    SoftwareTokenMfaSettings: SoftwareTokenMfaSettings.optional(),
    EmailMfaSettings: EmailMfaSettings.optional(),
    WebAuthnMfaSettings: WebAuthnMfaSettings.optional(),
    UserPoolId,
    Username,
  }),
  errors: ["UserNotFoundException"],

  async handle(input, { pool }, services) {
    const user = await findUser(services, pool, input.Username);
    await changeUser(services, pool, user, (present) => preferMfa(present, wantedMfas(input)));
    return {};
  },
});
