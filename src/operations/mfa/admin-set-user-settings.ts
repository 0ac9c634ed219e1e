import * as z from "zod";
import { changeUser } from "../../domain/user/change-user.ts";
import { preferMfa, smsOptions } from "../../domain/user/mfa.ts";
import { defineOperation } from "../operation.ts";
import { MFAOptionList, Username, UserPoolId } from "../shapes/index.ts";
import { findUser } from "../user/find-user.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminSetUserSettings.html */
export const AdminSetUserSettings = defineOperation({
  name: "AdminSetUserSettings",
  auth: "pool",
  input: z.object({ UserPoolId, Username, MFAOptions: MFAOptionList }),
  errors: ["UserNotFoundException"],

  async handle(input, { pool }, services) {
    const user = await findUser(services, pool, input.Username);
    const wanted = smsOptions(input.MFAOptions);
    await changeUser(services, pool, user, (present) => preferMfa(present, wanted));
    return {};
  },
});
