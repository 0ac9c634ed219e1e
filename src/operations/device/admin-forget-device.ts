import * as z from "zod";
import { forgetDevice } from "../../domain/device/change-device.ts";
import { defineOperation } from "../operation.ts";
import { DeviceKey, Username, UserPoolId } from "../shapes/index.ts";
import { findUser } from "../user/find-user.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminForgetDevice.html */
export const AdminForgetDevice = defineOperation({
  name: "AdminForgetDevice",
  auth: "pool",
  input: z.object({ UserPoolId, Username, DeviceKey }),
  errors: ["UserNotFoundException"],

  async handle(input, { pool }, services) {
    const user = await findUser(services, pool, input.Username);
    await forgetDevice(services, user, input.DeviceKey);
    return undefined;
  },
});
