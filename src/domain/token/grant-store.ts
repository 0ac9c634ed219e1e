import type { Grant, ShownRefreshToken } from "./grant.ts";
import type { TokenSession } from "./token-session.ts";

/** What a grant is found by. */
export type GrantKey = Pick<Grant, "poolId" | "sub" | "id">;

/** A grant as one of its refresh tokens leads to it. */
export interface FoundGrant extends Grant {
  /** Until when this token is good, where another has taken its place. */
  readonly replacedUntil?: Date;
}

/** One refresh token in another's place. Both are hashes. */
export interface Replacement {
  readonly from: string;
  readonly to: string;
  /** Until when the former stays good; whoever replaces it again does not move that. */
  readonly goodUntil: Date;
  readonly now: Date;
}

/** Where sign-ins are remembered for as long as their refresh tokens live. */
export interface GrantStore {
  insert(grant: Grant): Promise<void>;
  /**
   * Stores one that is a session too, and revokes those of the person's sessions that were not used for longest, until
   * `most` stand with it, also when several begin at once.
   */
  insertTracked(grant: Grant, most: number): Promise<void>;
  get(key: GrantKey): Promise<Grant | undefined>;
  /** The grant of a refresh token: of its first one, and of all that took its place. */
  byRefreshToken(poolId: string, token: ShownRefreshToken): Promise<FoundGrant | undefined>;
  /** Puts a token in another's place; false, and nothing is kept, when that one is good no longer. */
  replaceRefreshToken(grant: GrantKey, replacement: Replacement): Promise<boolean>;
  /** Marks one as revoked; a second time changes nothing. */
  revoke(key: GrantKey, at: Date): Promise<void>;
  /** The sessions of one user that stand at this time, the one that was used last first. */
  sessions(poolId: string, sub: string, at: Date): Promise<Grant[]>;
  noteActivity(key: GrantKey, activity: Omit<TokenSession, "id">): Promise<void>;
  /** False when the user has no such session, or not any more. */
  revokeSession(poolId: string, sub: string, sessionId: string, at: Date): Promise<boolean>;
  /** Marks all of one user's as revoked. */
  revokeAll(poolId: string, sub: string, at: Date): Promise<void>;
  /** Forgets those that expired before `before`. */
  sweep(before: Date): Promise<void>;
}
