import { replicaId, replicaKey, seenThrough } from "../replica/replica.ts";
import type { Services } from "../services.ts";
import type { Pool } from "./pool.ts";

/** A pool, and the regions that have replicas of it. */
export interface ListedPool {
  readonly pool: Pool;
  readonly replicaRegions: readonly string[];
}

/** The pools that answer in a region, those made in it and those with a replica in it, in the order of their ids. */
export async function listPools(
  { database: { pools, replicas } }: Pick<Services, "database">,
  region: string,
  { after, limit }: { after?: string; limit: number },
): Promise<ListedPool[]> {
  const made = await pools.list(region, { after, limit });
  const prefix = replicaKey(region, "");
  const here = await replicas.listByUniqueKey(prefix, { after: after && replicaKey(region, after), limit });
  const replicated = await Promise.all(
    here.map(async (replica) => {
      const pool = await pools.get(replica.poolId);
      return pool ? [seenThrough(pool, replica)] : [];
    }),
  );
  const all = [...made, ...replicated.flat()].sort((one, other) => (one.id < other.id ? -1 : 1));
  return Promise.all(
    all.slice(0, limit).map(async (pool) => {
      const replica = await replicas.get(pool.id, replicaId);
      return { pool, replicaRegions: replica ? [replica.content.region] : [] };
    }),
  );
}
