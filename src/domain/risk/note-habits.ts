import { AlreadyThere } from "../already-there.ts";
import type { Services } from "../services.ts";
import type { User } from "../user/user.ts";
import type { Glimpse } from "./glimpse.ts";
import type { Habits, Sighting } from "./habits.ts";
import { canonicalAddress } from "./ip-range.ts";

type Owner = Pick<User, "poolId" | "sub">;

/** More of a kind are not kept; the oldest goes. */
const mostSightings = 50;

/** A time that is off by less is not worth a write. */
const tolerance = 60_000;

/** Makes a place known from which the user has signed in, or that was said to be theirs. */
export async function noteHabits(
  { database }: Pick<Services, "database">,
  { poolId, sub }: Owner,
  glimpse: Glimpse,
  at: Date,
): Promise<void> {
  const present = await database.habits.get(poolId, sub);
  const content = withGlimpse(present?.content ?? { devices: [], addresses: [] }, glimpse, at);
  if (content === present?.content) return;
  const update = () =>
    database.habits.update(poolId, sub, (habits) => ({
      ...habits,
      content: withGlimpse(habits.content, glimpse, at),
      modifiedAt: at,
    }));
  if (present) {
    await update();
    return;
  }
  try {
    await database.habits.insert({ poolId, id: sub, owner: { sub }, content, createdAt: at, modifiedAt: at });
  } catch (error) {
    if (!(error instanceof AlreadyThere)) throw error;
    await update();
  }
}

/** Makes a place unknown that was said not to be the user's. */
export async function forgetHabits(
  { database }: Pick<Services, "database">,
  { poolId, sub }: Owner,
  { address, device }: Glimpse,
): Promise<void> {
  const foreign = address === undefined ? undefined : canonicalAddress(address);
  await database.habits.update(poolId, sub, ({ content: { devices, addresses }, ...habits }) => ({
    ...habits,
    content: {
      devices: devices.filter(({ what }) => what !== device),
      addresses: addresses.filter(({ what }) => what !== foreign),
    },
  }));
}

/** The same object where nothing is to be written. */
function withGlimpse(content: Habits["content"], { address, device }: Glimpse, at: Date): Habits["content"] {
  const devices = withSighting(content.devices, device, at);
  const addresses = withSighting(content.addresses, address === undefined ? undefined : canonicalAddress(address), at);
  const isSame = devices === content.devices && addresses === content.addresses;
  return isSame ? content : { devices, addresses };
}

function withSighting(sightings: readonly Sighting[], what: string | undefined, at: Date): readonly Sighting[] {
  if (what === undefined) return sightings;
  const earlier = sightings.find((sighting) => sighting.what === what);
  if (earlier && at.getTime() - Date.parse(earlier.at) < tolerance) return sightings;
  const others = sightings.filter((sighting) => sighting !== earlier);
  return [{ what, at: at.toISOString() }, ...others]
    .sort((one, other) => Date.parse(other.at) - Date.parse(one.at))
    .slice(0, mostSightings);
}
