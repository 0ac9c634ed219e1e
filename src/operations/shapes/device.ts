import * as z from "zod";
import { oneOf, text } from "./constraints.ts";
import { StringType } from "./primitive.ts";

export const DeviceKey = text({ min: 1, max: 55, pattern: "[\\w-]+_[0-9a-f-]+" });

export const DeviceName = text({ min: 1, max: 1024 });

export const DeviceRememberedStatus = oneOf("remembered", "not_remembered");

/** What a device will prove itself by: both in base64. */
export const DeviceSecretVerifierConfig = z.object({
  PasswordVerifier: StringType.optional(),
  Salt: StringType.optional(),
});
