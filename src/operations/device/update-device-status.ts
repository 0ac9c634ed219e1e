import * as z from "zod";
import { setDeviceStatus } from "../../domain/device/change-device.ts";
import { defineOperation } from "../operation.ts";
import { DeviceKey, DeviceRememberedStatus, TokenModel } from "../shapes/index.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateDeviceStatus.html */
export const UpdateDeviceStatus = defineOperation({
  name: "UpdateDeviceStatus",
  auth: "user",
  input: z.object({ AccessToken: TokenModel, DeviceKey, DeviceRememberedStatus: DeviceRememberedStatus.optional() }),
  errors: ["UserNotFoundException"],

  async handle({ DeviceKey, DeviceRememberedStatus: status }, { user }, services) {
    await setDeviceStatus(services, user, DeviceKey, status);
    return {};
  },
});
