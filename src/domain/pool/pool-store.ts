import type { SigningKey } from "../token/signing-keys.ts";
import type { Pool } from "./pool.ts";

/** Where pools are kept. A pool and its keys change seldom and are read by nearly every call. */
export interface PoolStore {
  get(id: string): Promise<Pool | undefined>;
  /** A pool's two keys, in use: one signs ID tokens, one access tokens. */
  signingKeys(poolId: string): Promise<readonly SigningKey[]>;
  /** Throws AlreadyThere when the id is taken. */
  insert(pool: Pool, keys: readonly SigningKey[]): Promise<void>;
  /** Applies a pure change, which may run twice. Undefined when there is no such pool. */
  update(id: string, change: (pool: Pool) => Pool): Promise<Pool | undefined>;
  /** Deletes the pool and all that hangs on it. False when there is none. */
  delete(id: string): Promise<boolean>;
  /** Pools of a region in the order of their ids, from the one after `after` on. */
  list(region: string, page: { after?: string; limit: number }): Promise<Pool[]>;
  /** Ids of every pool, in order. */
  ids(): Promise<string[]>;
  /** How far the clocks are moved of the pools that have their own, in milliseconds. */
  clockOffsets(): Promise<number[]>;
}
