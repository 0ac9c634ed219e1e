import * as z from "zod";
import { describeDevice } from "../../domain/device/describe-device.ts";
import { findDevice } from "../../domain/device/find-device.ts";
import { defineOperation } from "../operation.ts";
import { DeviceKey, TokenModel } from "../shapes/index.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetDevice.html */
export const GetDevice = defineOperation({
  name: "GetDevice",
  auth: "user",
  input: z.object({ DeviceKey, AccessToken: TokenModel.optional() }),
  errors: ["UserNotFoundException"],

  async handle(input, { user }, services) {
    const device = await findDevice(services, user, input.DeviceKey);
    return { Device: describeDevice(services, user, device) };
  },
});
