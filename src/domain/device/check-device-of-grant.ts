import { fail } from "../../errors.ts";
import type { Pool } from "../pool/pool.ts";
import type { Services } from "../services.ts";
import type { Grant } from "../token/grant.ts";
import { tracksDevices } from "./device.ts";
import { lookForDevice } from "./find-device.ts";

/**
 * Where the pool tracks devices, a refresh token is good only beside the key of the device that it was given to, once that
 * is confirmed and until it is forgotten (AWS: "How do I troubleshoot an Invalid Refresh Token error"). Throws
 * NotAuthorizedException.
 */
export async function checkDeviceOfGrant(
  services: Pick<Services, "database">,
  pool: Pool,
  grant: Grant,
  deviceKey: string | undefined,
): Promise<void> {
  if (grant.deviceKey === undefined || !tracksDevices(pool)) return;
  if (deviceKey !== grant.deviceKey) {
    fail("NotAuthorizedException", "Invalid Refresh Token.", "DEVICE_KEY is not that of the token's device");
  }
  if (!(await lookForDevice(services, grant, deviceKey))) {
    fail("NotAuthorizedException", "Invalid Refresh Token.", "the token's device was not confirmed, or forgotten");
  }
}
