import type { Client } from "./client.ts";

/** Where app clients are kept; like pools, they change seldom and are read by nearly every call. */
export interface ClientStore {
  get(id: string): Promise<Client | undefined>;
  /** Throws AlreadyThere when the id is taken, in whichever pool. */
  insert(client: Client): Promise<void>;
  /** Applies a pure change, which may run twice. Undefined when there is no such client. */
  update(id: string, change: (client: Client) => Client): Promise<Client | undefined>;
  /** Deletes the client and every sign-in made through it. False when there is none. */
  delete(id: string): Promise<boolean>;
  /** A pool's clients in the order of their ids. */
  list(poolId: string, page: { after?: string; limit: number }): Promise<Client[]>;
  /** How many a pool has. */
  count(poolId: string): Promise<number>;
}
