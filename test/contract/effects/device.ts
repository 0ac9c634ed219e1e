import { type Effects, keptOnly, shownIn } from "./effect.ts";
import { AccessToken, Username, UserPoolId } from "./everywhere.ts";

const devices = shownIn("operations/device.test.ts");
const flows = shownIn("flows/devices.test.ts");

const DeviceKey = devices("are nobody else's: no operation finds another user's");
const paged = devices("show a user's own devices page by page, each once");
const DeviceRememberedStatus = devices("remember a device or no longer, and leave it without a status");
const proof = flows("the device is asked for its proof after the password, and the proof ends in tokens");

export const device: Readonly<Record<string, Effects>> = {
  AdminForgetDevice: { UserPoolId, Username, DeviceKey },
  AdminGetDevice: { DeviceKey, UserPoolId, Username },
  AdminListDevices: { UserPoolId, Username, Limit: paged, PaginationToken: paged },
  AdminUpdateDeviceStatus: { UserPoolId, Username, DeviceKey, DeviceRememberedStatus },
  ConfirmDevice: {
    AccessToken,
    DeviceKey: devices("takes no device but that of the sign-in"),
    DeviceSecretVerifierConfig: { PasswordVerifier: proof, Salt: proof },
    DeviceName: keptOnly("it is for people to read"),
  },
  ForgetDevice: { DeviceKey, AccessToken },
  GetDevice: { DeviceKey, AccessToken },
  ListDevices: { AccessToken, Limit: paged, PaginationToken: paged },
  UpdateDeviceStatus: { AccessToken, DeviceKey, DeviceRememberedStatus },
};
