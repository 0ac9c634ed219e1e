import type { PoolDomain } from "../../domain/pool-domain/pool-domain.ts";
import type { Services } from "../../domain/services.ts";
import { freeDomain, putDomain } from "./put-pool.ts";
import { createOrSettle, sameJson } from "./settle.ts";

/** Creates a declared domain of a pool that is there, or returns the one of its kind to what is declared. */
export const settleDomain = ({ database }: Pick<Services, "database">, wanted: PoolDomain): Promise<void> =>
  createOrSettle("document", {
    find: () => database.domains.get(wanted.poolId, wanted.id),
    create: () => database.transaction((stores) => putDomain(stores, wanted)),
    async settle(present) {
      if (sameJson(present.content, wanted.content)) return;
      await database.transaction(async (stores) => {
        await freeDomain(stores, wanted);
        await stores.domains.update(wanted.poolId, wanted.id, ({ createdAt }) => ({ ...wanted, createdAt }));
      });
    },
  });
