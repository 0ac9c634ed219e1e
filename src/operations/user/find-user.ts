import type { Pool } from "../../domain/pool/pool.ts";
import type { Services } from "../../domain/services.ts";
import type { User } from "../../domain/user/user.ts";
import { fail } from "../../errors.ts";

/** The user whom a developer's call names, by any of the pool's identifiers or the sub. Throws UserNotFoundException. */
export async function findUser({ database }: Pick<Services, "database">, pool: Pool, username: string): Promise<User> {
  const user = await database.users.find(pool, username);
  if (!user) fail("UserNotFoundException");
  return user;
}
