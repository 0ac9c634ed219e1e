import { fail } from "../../errors.ts";
import { AlreadyThere } from "../already-there.ts";
import type { Services } from "../services.ts";
import { checkDomain, type WantedDomain } from "./check-domain.ts";
import type { PoolDomain } from "./pool-domain.ts";

/** Builds a pool's domain and stores nothing. Throws InvalidParameterException, FeatureUnavailableInTierException. */
export function newDomain({ clock, random }: Pick<Services, "clock" | "random">, wanted: WantedDomain): PoolDomain {
  checkDomain({ random }, wanted);
  const { Domain = "", ManagedLoginVersion, CustomDomainConfig, Routing } = wanted.input;
  const now = clock.now();
  return {
    poolId: wanted.pool.id,
    id: CustomDomainConfig ? "custom" : "prefix",
    uniqueKey: Domain,
    content: {
      name: Domain,
      managedLoginVersion: ManagedLoginVersion === 2 ? 2 : 1,
      customDomainConfig: CustomDomainConfig,
      routing: Routing,
    },
    createdAt: now,
    modifiedAt: now,
  };
}

/** Stores a new domain. Throws InvalidParameterException where the pool has one, or another pool this one. */
export async function insertDomain({ database }: Pick<Services, "database">, domain: PoolDomain): Promise<void> {
  try {
    await database.domains.insert(domain);
  } catch (error) {
    if (!(error instanceof AlreadyThere)) throw error;
    const holder = await database.domains.byUniqueKey(domain.content.name);
    const isElsewhere = holder && holder.poolId !== domain.poolId;
    fail(
      "InvalidParameterException",
      isElsewhere ? "Domain already associated with another user pool." : "User pool already has a domain configured.",
    );
  }
}
