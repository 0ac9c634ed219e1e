import type { UserProfile } from "../user/user.ts";
import type { Group } from "./group.ts";

/** Where groups and their members are kept. */
export interface GroupStore {
  get(poolId: string, name: string): Promise<Group | undefined>;
  /** Throws AlreadyThere when the pool has a group of that name. */
  insert(group: Group): Promise<void>;
  /** Applies a pure change, which may run twice. Undefined when there is no such group. */
  update(poolId: string, name: string, change: (group: Group) => Group): Promise<Group | undefined>;
  delete(poolId: string, name: string): Promise<boolean>;
  /** A pool's groups in the order of their names. */
  list(poolId: string, page: { after?: string; limit: number }): Promise<Group[]>;
  /** Adding a member twice is one membership. */
  addMember(poolId: string, name: string, sub: string): Promise<void>;
  removeMember(poolId: string, name: string, sub: string): Promise<void>;
  /** The users in a group, in the order of their subs. */
  members(poolId: string, name: string, page: { after?: string; limit: number }): Promise<UserProfile[]>;
  /** The groups of one user in the order of their names. */
  ofUser(poolId: string, sub: string, page: { after?: string; limit: number }): Promise<Group[]>;
}
