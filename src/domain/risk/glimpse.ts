import { hash } from "node:crypto";
import type { CallContext } from "../authentication/call-context.ts";
import { deviceType } from "../token/device-type.ts";

/** What a call shows of where its person is. What it does not show cannot be judged. */
export interface Glimpse {
  readonly address?: string;
  /** What tells the person's device from others, as far as the call shows it. */
  readonly device?: string;
  /** The device as people recognize it. */
  readonly deviceName?: string;
  readonly timezone?: string;
}

/** A device keeps its id for itself; of a user agent what counts is whose it is, for its version changes every month. */
export function glimpseOf({ origin, device }: Pick<CallContext, "origin" | "device">): Glimpse {
  const told = readEncodedData(device?.EncodedData);
  const name = deviceType(origin.userAgent ?? told.UserAgent);
  const isNamed = name !== "unknown";
  const mark = told.DeviceId ? `id ${told.DeviceId}` : isNamed && `agent ${name.replaceAll(/ \d[\d._]*/g, "")}`;
  return {
    address: origin.ipAddress,
    ...(mark && { device: hash("sha256", mark, "base64url") }),
    ...(isNamed && { deviceName: name }),
    ...(told.ClientTimezone && { timezone: told.ClientTimezone.slice(0, longestTimezone) }),
  };
}

type DeviceData = Readonly<Partial<Record<"DeviceId" | "UserAgent" | "ClientTimezone", string>>>;

const longestEncodedData = 16_384;
const longestTimezone = 32;

/**
 * What AWS's library for apps collects (`AmazonCognitoAdvancedSecurityData`): JSON in base64, whose `payload` is JSON once
 * more. Its signature is made with the client's id, which is no secret, and says nothing. Of another form nothing is read.
 */
function readEncodedData(encoded = ""): DeviceData {
  if (encoded.length > longestEncodedData) return {};
  try {
    const { payload } = JSON.parse(Buffer.from(encoded, "base64").toString()) as { payload: string };
    const { contextData } = JSON.parse(payload) as { contextData: Record<string, unknown> };
    return Object.fromEntries(Object.entries(contextData).filter(([, value]) => typeof value === "string"));
  } catch {
    return {};
  }
}
