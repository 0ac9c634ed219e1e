import { fail } from "../../errors.ts";
import type { Services } from "../services.ts";
import type { User } from "../user/user.ts";
import type { RememberedStatus } from "./device.ts";
import { findDevice } from "./find-device.ts";

type Owner = Pick<User, "poolId" | "sub">;

/** Remembers a device of this user, or no longer; without a status it stays as it is. Throws ResourceNotFoundException. */
export async function setDeviceStatus(
  services: Pick<Services, "database" | "clock">,
  user: Owner,
  key: string,
  status?: RememberedStatus,
): Promise<void> {
  const { database, clock } = services;
  await findDevice(services, user, key);
  const modifiedAt = clock.now();
  const changed = await database.devices.update(user.poolId, key, (device) => ({
    ...device,
    content: { ...device.content, status: status ?? device.content.status },
    modifiedAt,
  }));
  if (!changed) fail("ResourceNotFoundException", "Device does not exist.");
}

/** Forgets a device of this user; refresh tokens that were given to it are of no more use. Throws ResourceNotFoundException. */
export async function forgetDevice(services: Pick<Services, "database">, user: Owner, key: string): Promise<void> {
  await findDevice(services, user, key);
  if (!(await services.database.devices.delete(user.poolId, key))) {
    fail("ResourceNotFoundException", "Device does not exist.");
  }
}
