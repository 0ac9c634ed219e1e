import type { RiskLevelType } from "@aws-sdk/client-cognito-identity-provider";
import type { Glimpse } from "./glimpse.ts";
import type { Habits, Sighting } from "./habits.ts";
import { canonicalAddress, networkOf } from "./ip-range.ts";

/** Within so many milliseconds nobody comes to another network by the way, unless from a Wi-Fi to the phone's own. */
const hurry = 10 * 60_000;

const levels = [undefined, "Low", "Medium", "High"] as const;

/**
 * How likely it is that somebody else signs in: one point each for a device and for an address from which the person never
 * signed in, and for each other network, two at most, from which they did within the last ten minutes. One point is a low
 * risk, two are a medium one, three or more a high one. A first sign-in differs from nothing: it is no risk.
 */
export function judgeRisk(
  habits: Habits["content"] | undefined,
  { address, device }: Glimpse,
  now: Date,
): RiskLevelType | undefined {
  if (!habits) return undefined;
  const strangeDevice = device !== undefined && !isAmong(habits.devices, device) ? 1 : 0;
  const strangeAddress =
    address !== undefined && !isAmong(habits.addresses, canonicalAddress(address))
      ? 1 + Math.min(otherNetworks(habits, networkOf(address), now), 2)
      : 0;
  return levels[Math.min(strangeDevice + strangeAddress, 3)];
}

const isAmong = (sightings: readonly Sighting[], what: string): boolean =>
  sightings.some((sighting) => sighting.what === what);

/** How many networks the person was in just now, beside this one. */
function otherNetworks({ addresses }: Habits["content"], network: string, now: Date): number {
  const recent = addresses.filter(({ at }) => Math.abs(now.getTime() - Date.parse(at)) < hurry);
  return new Set(recent.map(({ what }) => networkOf(what)).filter((other) => other !== network)).size;
}
