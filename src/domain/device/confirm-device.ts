import { isVerifier } from "../../crypto/srp.ts";
import { fail } from "../../errors.ts";
import { AlreadyThere } from "../already-there.ts";
import type { Services } from "../services.ts";
import type { Origin } from "../token/origin.ts";
import type { TokenHolder } from "../token/verify.ts";
import { type DeviceSecret, remembersOnPrompt, tracksDevices } from "./device.ts";

export interface DeviceToConfirm {
  readonly key: string;
  readonly name?: string;
  /** Salt and verifier in base64, as ConfirmDevice takes them. */
  readonly secret?: { readonly Salt?: string; readonly PasswordVerifier?: string };
}

const longestSalt = 64;

/**
 * Begins to track the device on which the holder of the token has signed in. Throws InvalidParameterException for the key
 * of another sign-in and for a secret outside SRP's group, DeviceKeyExistsException for a device that was confirmed
 * before, InvalidUserPoolConfigurationException where the pool tracks no devices.
 */
export async function confirmDevice(
  { database, clock }: Pick<Services, "database" | "clock">,
  { pool, user, grant, origin }: Pick<TokenHolder, "pool" | "user" | "grant"> & { readonly origin: Origin },
  { key, name, secret }: DeviceToConfirm,
): Promise<void> {
  if (!tracksDevices(pool)) {
    fail("InvalidUserPoolConfigurationException", "Device tracking is not enabled for the user pool.");
  }
  if (key !== grant.deviceKey) {
    fail("InvalidParameterException", "Invalid device key given.", "the access token was given for another device");
  }
  const now = clock.now();
  const device = {
    poolId: pool.id,
    id: key,
    owner: { sub: user.sub },
    content: {
      name,
      status: remembersOnPrompt(pool) ? "not_remembered" : "remembered",
      secret: secret && readSecret(secret),
      authenticatedAt: grant.authTime.toISOString(),
      lastAddress: origin.ipAddress,
    },
    // The sign-in made it.
    createdAt: grant.authTime,
    modifiedAt: now,
  } as const;
  try {
    await database.devices.insert(device);
  } catch (error) {
    if (error instanceof AlreadyThere) fail("DeviceKeyExistsException");
    throw error;
  }
}

function readSecret({ Salt = "", PasswordVerifier = "" }: NonNullable<DeviceToConfirm["secret"]>): DeviceSecret {
  const salt = Buffer.from(Salt, "base64");
  const verifier = Buffer.from(PasswordVerifier, "base64");
  if (salt.length === 0 || salt.length > longestSalt || !isVerifier(verifier)) {
    fail("InvalidParameterException", "Invalid device secret verifier configuration given.");
  }
  return { salt: salt.toString("hex"), verifier: verifier.toString("hex") };
}
