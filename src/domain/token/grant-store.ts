import type { Grant } from "./grant.ts";

/** Where sign-ins are remembered for as long as their refresh tokens live. */
export interface GrantStore {
  insert(grant: Grant): Promise<void>;
  get(poolId: string, id: string): Promise<Grant | undefined>;
  byRefreshToken(hash: string): Promise<Grant | undefined>;
  /** Marks one as revoked; a second time changes nothing. */
  revoke(poolId: string, id: string, at: Date): Promise<void>;
  /** Marks all of one user's as revoked. */
  revokeAll(poolId: string, sub: string, at: Date): Promise<void>;
  /** Forgets those that expired before `before`. */
  sweep(before: Date): Promise<void>;
}
