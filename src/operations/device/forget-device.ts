import * as z from "zod";
import { forgetDevice } from "../../domain/device/change-device.ts";
import { defineOperation } from "../operation.ts";
import { DeviceKey, TokenModel } from "../shapes/index.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ForgetDevice.html */
export const ForgetDevice = defineOperation({
  name: "ForgetDevice",
  auth: "user",
  input: z.object({ DeviceKey, AccessToken: TokenModel.optional() }),
  errors: ["UserNotFoundException"],

  async handle(input, { user }, services) {
    await forgetDevice(services, user, input.DeviceKey);
    return undefined;
  },
});
