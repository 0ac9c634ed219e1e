import type { Pool, PoolSettings } from "../../domain/pool/pool.ts";
import type { Services } from "../../domain/services.ts";
import { sameJson } from "./settle.ts";

type Foundations = Pick<
  PoolSettings,
  "AliasAttributes" | "UsernameAttributes" | "UsernameConfiguration" | "SchemaAttributes"
>;

/**
 * Returns the settings of a pool to those that were `designed` as declared. They are not written when they stand as declared, because every
 * write makes all instances read their pools and clients anew.
 */
export async function settlePool(
  services: Pick<Services, "clock" | "database" | "log">,
  present: Pool,
  designed: Pool,
): Promise<Pool> {
  const { database, clock, log } = services;
  const wanted = designed.settings;
  const settle = (pool: Pool): Pool => ({
    ...pool,
    settings: { ...wanted, ...foundations(pool.settings, wanted) },
    modifiedAt: clock.now(),
  });
  const { settings } = settle(present);

  const kept = Object.keys(foundations(settings, wanted)).filter((member) => differ(member, settings, wanted));
  if (kept.length > 0) {
    log.warn(
      { userPoolId: present.id, kept },
      "members that are fixed when a pool is made are not as declared; a reset makes it anew",
    );
  }
  if (sameJson(settings, present.settings)) return present;
  return (await database.pools.update(present.id, settle)) ?? present;
}

/**
 * What Cognito fixes when it makes a pool, because people's names hang on it. Attributes are added, as AddCustomAttributes
 * does, and never taken away.
 */
function foundations(present: PoolSettings, wanted: PoolSettings): Foundations {
  const { AliasAttributes, UsernameAttributes, UsernameConfiguration } = present;
  const names = new Set(present.SchemaAttributes.map(({ Name }) => Name));
  const added = wanted.SchemaAttributes.filter(({ Name }) => !names.has(Name));
  const SchemaAttributes = [...present.SchemaAttributes, ...added];
  return { AliasAttributes, UsernameAttributes, UsernameConfiguration, SchemaAttributes };
}

const differ = (member: string, one: PoolSettings, other: PoolSettings): boolean =>
  !sameJson(one[member as keyof Foundations], other[member as keyof Foundations]);
