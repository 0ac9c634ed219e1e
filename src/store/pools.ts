import { and, asc, eq, gt, isNotNull } from "drizzle-orm";
import type { Sealer } from "../crypto/seal.ts";
import type { Pool } from "../domain/pool/pool.ts";
import type { PoolStore } from "../domain/pool/pool-store.ts";
import type { SigningKey } from "../domain/token/signing-keys.ts";
import { cached } from "./cached.ts";
import type { Connection } from "./connection.ts";
import type { Versioned } from "./contention.ts";
import type { ServiceStates } from "./service-state.ts";

interface Parts {
  connection: Connection;
  state: ServiceStates;
  sealer: Sealer;
}

export function poolStore({ connection, state, sealer }: Parts): PoolStore {
  const { queries, tables } = connection;
  const { pools, signingKeys, users, identifiers, groupMembers, codes, grants, documents } = tables;
  const { id, region, settings, clockOffsetMs, createdAt, modifiedAt, version } = pools;
  const columns = { id, region, settings, clockOffsetMs, createdAt, modifiedAt };
  const sealedFor = (poolId: string, kid: string) => `signing-key/${poolId}/${kid}`;

  async function read(poolId: string): Promise<Versioned<Pool> | undefined> {
    const [row] = await queries.select({ value: columns, version }).from(pools).where(eq(id, poolId));
    return row && { ...row, value: poolOf(row.value) };
  }

  async function readKeys(poolId: string): Promise<readonly SigningKey[] | undefined> {
    const { kid, use, publicJwk, sealed, createdAt } = signingKeys;
    const rows = await queries
      .select({ kid, use, publicJwk, sealed, createdAt })
      .from(signingKeys)
      .where(eq(signingKeys.poolId, poolId))
      .orderBy(asc(kid));
    if (rows.length === 0) return undefined;
    return rows.map(({ sealed, ...key }) => ({ ...key, privateKey: sealer.open(sealed, sealedFor(poolId, key.kid)) }));
  }

  const cachedPool = cached(async (poolId) => (await read(poolId))?.value, { connection, state });
  const cachedKeys = cached(readKeys, { connection, state });

  return {
    get: cachedPool,
    signingKeys: async (poolId) => (await cachedKeys(poolId)) ?? [],

    insert: (pool, keys) =>
      state.withNewEpoch(async () => {
        await queries.insert(pools).values({ ...pool, version: 1 });
        for (const { privateKey, ...key } of keys) {
          const sealed = sealer.seal(privateKey, sealedFor(pool.id, key.kid));
          await queries.insert(signingKeys).values({ ...key, poolId: pool.id, sealed });
        }
      }),

    update: (poolId, change) =>
      connection.change(`pool/${poolId}`, {
        read: () => read(poolId),
        change,
        write: (pool, before) =>
          state.withNewEpoch(async () => {
            const written = await queries
              .update(pools)
              .set({
                settings: pool.settings,
                clockOffsetMs: pool.clockOffsetMs ?? null,
                modifiedAt: pool.modifiedAt,
                version: before.version + 1,
              })
              .where(and(eq(id, poolId), eq(version, before.version)))
              .returning({ id });
            return written.length > 0;
          }),
      }),

    delete: (poolId) =>
      state.withNewEpoch(async () => {
        // The rest goes by cascade, row by row; these are many, and twice as fast by the table.
        for (const table of [documents, grants, codes, groupMembers, identifiers, users]) {
          await queries.delete(table).where(eq(table.poolId, poolId));
        }
        const deleted = await queries.delete(pools).where(eq(id, poolId)).returning({ id });
        return deleted.length > 0;
      }),

    async list(ofRegion, { after = "", limit }) {
      const rows = await queries
        .select(columns)
        .from(pools)
        .where(and(eq(region, ofRegion), gt(id, after)))
        .orderBy(asc(id))
        .limit(limit);
      return rows.map(poolOf);
    },

    async ids() {
      const rows = await queries.select({ id }).from(pools).orderBy(asc(id));
      return rows.map((row) => row.id);
    },

    async clockOffsets() {
      const rows = await queries.select({ clockOffsetMs }).from(pools).where(isNotNull(clockOffsetMs));
      return rows.map((row) => row.clockOffsetMs as number);
    },
  };
}

type Row = Omit<Pool, "clockOffsetMs"> & { readonly clockOffsetMs: number | null };

const poolOf = ({ clockOffsetMs, ...pool }: Row): Pool => (clockOffsetMs === null ? pool : { ...pool, clockOffsetMs });
