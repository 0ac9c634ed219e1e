import * as z from "zod";
import { confirmDevice } from "../../domain/device/confirm-device.ts";
import { remembersOnPrompt } from "../../domain/device/device.ts";
import { defineOperation } from "../operation.ts";
import { DeviceKey, DeviceName, DeviceSecretVerifierConfig, TokenModel } from "../shapes/index.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ConfirmDevice.html */
export const ConfirmDevice = defineOperation({
  name: "ConfirmDevice",
  auth: "user",
  input: z.object({
    AccessToken: TokenModel,
    DeviceKey,
    DeviceSecretVerifierConfig: DeviceSecretVerifierConfig.optional(),
    DeviceName: DeviceName.optional(),
  }),
  errors: ["DeviceKeyExistsException", "InvalidUserPoolConfigurationException", "UserNotFoundException"],

  async handle(input, holder, services) {
    const { DeviceKey: key, DeviceName: name, DeviceSecretVerifierConfig: secret } = input;
    await confirmDevice(services, holder, { key, name, secret });
    return { UserConfirmationNecessary: remembersOnPrompt(holder.pool) };
  },
});
