import type { Sealer } from "../../crypto/seal.ts";
import { stableBytes } from "../../crypto/stable-bytes.ts";
import type { Random } from "../../random.ts";
import type { Document } from "../document/document.ts";
import type { Pool } from "../pool/pool.ts";

/** Whether a device may stand in for a second factor: it is asked for its secret only while it is remembered. */
export type RememberedStatus = "remembered" | "not_remembered";

/** What a device proves itself by (SRP), as its user's password does: salt and verifier (g^x mod N), in hex. */
export interface DeviceSecret {
  readonly salt: string;
  readonly verifier: string;
}

/** A device from which its owner has signed in, and which the app has confirmed. The document's id is the device key. */
export type Device = Document<{
  readonly name?: string;
  readonly status: RememberedStatus;
  /** A device that was confirmed without one is only listed. */
  readonly secret?: DeviceSecret;
  /** ISO 8601: when its owner last signed in with it. */
  readonly authenticatedAt: string;
  /** From which address, as far as that was known. */
  readonly lastAddress?: string;
}>;

/** Providing any member of DeviceConfiguration, even none in an empty one, turns the tracking of devices on. */
export const tracksDevices = ({ settings }: Pool): boolean => settings.DeviceConfiguration !== undefined;

/** Whether a device is remembered only when its user says so, and not as soon as it is confirmed. */
export const remembersOnPrompt = ({ settings }: Pool): boolean =>
  settings.DeviceConfiguration?.DeviceOnlyRememberedOnUserPrompt === true;

/** Whether a remembered device spares its user the second factor. */
export const devicesReplaceMfa = ({ settings }: Pool): boolean =>
  settings.DeviceConfiguration?.ChallengeRequiredOnNewDevice === true;

/** The key under which a sign-in from an unknown device may be confirmed: `<region>_<uuid>`. */
export const newDeviceKey = ({ random }: { random: Random }, pool: Pool): string => `${pool.region}_${random.uuid()}`;

/**
 * The group name in a device's SRP. It needs no keeping: it is the same for the same device key, and nobody can tell it
 * who was not told.
 */
export const deviceGroupKey = ({ sealer }: { sealer: Sealer }, deviceKey: string): string =>
  `-${stableBytes(sealer.derive("device groups"), deviceKey, 6).toString("base64url")}`;
