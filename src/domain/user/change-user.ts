import { fail } from "../../errors.ts";
import type { Pool } from "../pool/pool.ts";
import type { Services } from "../services.ts";
import { refuseTakenAliases } from "./aliases.ts";
import type { User } from "./user.ts";

/**
 * Applies a pure change, which may run several times, to a user whose names may change with it.
 * Throws UserNotFoundException, and AliasExistsException where a new name is somebody else's.
 */
export async function changeUser(
  { database }: Pick<Services, "database">,
  pool: Pool,
  user: User,
  change: (present: User) => User,
): Promise<User> {
  const changed = await refuseTakenAliases(database, pool, change(user), () =>
    database.users.update(pool, user.sub, change),
  );
  if (!changed) fail("UserNotFoundException");
  return changed;
}
