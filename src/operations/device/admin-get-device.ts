import * as z from "zod";
import { describeDevice } from "../../domain/device/describe-device.ts";
import { findDevice } from "../../domain/device/find-device.ts";
import { defineOperation } from "../operation.ts";
import { DeviceKey, Username, UserPoolId } from "../shapes/index.ts";
import { findUser } from "../user/find-user.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminGetDevice.html */
export const AdminGetDevice = defineOperation({
  name: "AdminGetDevice",
  auth: "pool",
  input: z.object({ DeviceKey, UserPoolId, Username }),
  errors: ["UserNotFoundException"],

  async handle(input, { pool }, services) {
    const user = await findUser(services, pool, input.Username);
    const device = await findDevice(services, user, input.DeviceKey);
    return { Device: describeDevice(services, user, device) };
  },
});
