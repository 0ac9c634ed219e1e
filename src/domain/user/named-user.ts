import { fail } from "../../errors.ts";
import { type Client, hidesUnknownUsers } from "../client/client.ts";
import type { Pool } from "../pool/pool.ts";
import type { Services } from "../services.ts";
import type { User } from "./user.ts";

/**
 * The user whom an app names without a token. For one who does not exist: UserNotFoundException, or undefined where the
 * client hides that, and the caller must answer as it would for somebody.
 */
export async function findNamedUser(
  { database }: Pick<Services, "database">,
  pool: Pool,
  client: Client,
  username: string,
): Promise<User | undefined> {
  const user = await database.users.find(pool, username);
  if (!user && !hidesUnknownUsers(client)) {
    fail("UserNotFoundException", "Username/client id combination not found.");
  }
  return user;
}
