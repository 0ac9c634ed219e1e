import type { Pool } from "../domain/pool/pool.ts";
import type { Services } from "../domain/services.ts";
import type { User } from "../domain/user/user.ts";
import { fail } from "../errors.ts";
import type { Developer } from "./operation.ts";

type Storage = Pick<Services, "database" | "log">;

/**
 * The pool that a developer's call names. One in another region than the call was signed for is not found, as on AWS,
 * where each region is a service of its own. Throws ResourceNotFoundException.
 */
export async function findPool({ database }: Storage, developer: Developer, id: string): Promise<Pool> {
  const pool = await database.pools.get(id);
  if (!pool) fail("ResourceNotFoundException", `User pool ${id} does not exist.`);
  if (pool.region !== developer.region) {
    const reason = `the pool is in ${pool.region}, the call was signed for ${developer.region}`;
    fail("ResourceNotFoundException", `User pool ${id} does not exist.`, reason);
  }
  return pool;
}

/** The user whom a developer's call names, by any of the pool's identifiers or the sub. Throws UserNotFoundException. */
export async function findUser({ database }: Storage, pool: Pool, username: string): Promise<User> {
  const user = await database.users.find(pool, username);
  if (!user) fail("UserNotFoundException");
  return user;
}
