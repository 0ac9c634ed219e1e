/** Operations on the devices from which users sign in: by their owners, and by a developer. Called by the API's pipeline. */
export { AdminForgetDevice } from "./admin-forget-device.ts";
export { AdminGetDevice } from "./admin-get-device.ts";
export { AdminListDevices } from "./admin-list-devices.ts";
export { AdminUpdateDeviceStatus } from "./admin-update-device-status.ts";
export { ConfirmDevice } from "./confirm-device.ts";
export { ForgetDevice } from "./forget-device.ts";
export { GetDevice } from "./get-device.ts";
export { ListDevices } from "./list-devices.ts";
export { UpdateDeviceStatus } from "./update-device-status.ts";
