import * as z from "zod";
import { setDeviceStatus } from "../../domain/device/change-device.ts";
import { defineOperation } from "../operation.ts";
import { DeviceKey, DeviceRememberedStatus, Username, UserPoolId } from "../shapes/index.ts";
import { findUser } from "../user/find-user.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminUpdateDeviceStatus.html */
export const AdminUpdateDeviceStatus = defineOperation({
  name: "AdminUpdateDeviceStatus",
  auth: "pool",
  input: z.object({ UserPoolId, Username, DeviceKey, DeviceRememberedStatus: DeviceRememberedStatus.optional() }),
  errors: ["UserNotFoundException"],

  async handle({ Username: name, DeviceKey, DeviceRememberedStatus: status }, { pool }, services) {
    const user = await findUser(services, pool, name);
    await setDeviceStatus(services, user, DeviceKey, status);
    return {};
  },
});
