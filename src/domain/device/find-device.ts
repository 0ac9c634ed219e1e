import { fail } from "../../errors.ts";
import { subOf } from "../document/document.ts";
import type { Services } from "../services.ts";
import type { User } from "../user/user.ts";
import type { Device } from "./device.ts";

/** The confirmed device of this user that a call names. Somebody else's is not found. */
export async function lookForDevice(
  { database }: Pick<Services, "database">,
  { poolId, sub }: Pick<User, "poolId" | "sub">,
  key: string,
): Promise<Device | undefined> {
  const device = await database.devices.get(poolId, key);
  return subOf(device) === sub ? device : undefined;
}

/** The same. Throws ResourceNotFoundException in the words on which client libraries forget the key and try again. */
export async function findDevice(
  services: Pick<Services, "database">,
  user: Pick<User, "poolId" | "sub">,
  key: string,
): Promise<Device> {
  const device = await lookForDevice(services, user, key);
  if (!device) fail("ResourceNotFoundException", "Device does not exist.");
  return device;
}
