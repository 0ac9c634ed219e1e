import type { Failures, Guessed } from "../authentication/failed-password-store.ts";
import type { Group } from "../group/group.ts";
import type { Pool } from "../pool/pool.ts";
import type { User, UserProfile } from "./user.ts";
import type { UserFilter } from "./user-filter.ts";

/** A user with the groups they are in. */
export interface Person {
  readonly user: User;
  readonly groups: readonly Group[];
}

/** Where users are kept, and the names by which they are found (identifiersOf). */
export interface UserStore {
  /** The user whom this name leads to: a sub or, failing that, any of the pool's identifiers. */
  find(pool: Pool, name: string): Promise<User | undefined>;
  /** The same with the user's groups, in one read: what a sign-in needs. */
  findWithGroups(pool: Pool, name: string): Promise<Person | undefined>;
  /** The same with what failed of the user's passwords, or of those of `nobody` where there is no user; in one read too. */
  findWithFailures(
    pool: Pool,
    name: string,
    nobody: Guessed,
  ): Promise<{ person: Person | undefined; failures: Failures | undefined }>;
  /** Throws AlreadyThere (`identifier`) when one of its names leads to somebody else. */
  insert(pool: Pool, user: User): Promise<void>;
  /** The same for many in few statements: all of them are stored, or none. */
  insertAll(pool: Pool, users: readonly User[]): Promise<void>;
  /**
   * To be called when there are many more users than a moment ago. PostgreSQL notices within a minute by itself; until
   * then it may look for one of them through an index of all of the pool's.
   */
  takeStock(): Promise<void>;
  /** Those of the names (identifiersOf) that lead to somebody; a sub does. */
  taken(pool: Pool, names: readonly string[]): Promise<Set<string>>;
  /**
   * Applies a pure change, which may run twice, as compare-and-swap; moves the user's names along.
   * Throws AlreadyThere (`identifier`) when a new name leads to somebody else. Undefined when there is no such user.
   */
  update(pool: Pool, sub: string, change: (user: User) => User): Promise<User | undefined>;
  /** Deletes the user, with codes, memberships and grants. False when there is none. */
  delete(pool: Pool, sub: string): Promise<boolean>;
  /**
   * Users that pass the filter; ordered by the filtered attribute, then by username as the pool compares it.
   * `after` is the `cursor` of the last one of the page before, and stays right while users come and go.
   */
  list(
    pool: Pool,
    query: { filter?: UserFilter; after?: string; limit: number },
  ): Promise<{ user: UserProfile; cursor: string }[]>;
  count(pool: Pool): Promise<number>;
}
