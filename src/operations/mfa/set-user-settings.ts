import * as z from "zod";
import { changeUser } from "../../domain/user/change-user.ts";
import { preferMfa, smsOptions } from "../../domain/user/mfa.ts";
import { defineOperation } from "../operation.ts";
import { MFAOptionList, TokenModel } from "../shapes/index.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SetUserSettings.html */
export const SetUserSettings = defineOperation({
  name: "SetUserSettings",
  auth: "user",
  input: z.object({ AccessToken: TokenModel, MFAOptions: MFAOptionList }),
  errors: ["UserNotFoundException"],

  async handle(input, { pool, user }, services) {
    const wanted = smsOptions(input.MFAOptions);
    await changeUser(services, pool, user, (present) => preferMfa(present, wanted));
    return {};
  },
});
