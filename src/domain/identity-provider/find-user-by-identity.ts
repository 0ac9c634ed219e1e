import { subOf } from "../document/document.ts";
import type { Pool } from "../pool/pool.ts";
import type { Services } from "../services.ts";
import type { User } from "../user/user.ts";
import { linkedIdentityId, type ProviderIdentity } from "./linked-identity.ts";

/**
 * The user whom somebody's account at a provider leads to. `identities` is all that the provider told of them, the
 * subject first: the first that leads to a user counts.
 */
export async function findUserByIdentity(
  { database }: Pick<Services, "database">,
  pool: Pool,
  ...identities: readonly ProviderIdentity[]
): Promise<User | undefined> {
  for (const identity of identities) {
    const sub = subOf(await database.linkedIdentities.get(pool.id, linkedIdentityId(identity)));
    const user = sub === undefined ? undefined : await database.users.find(pool, sub);
    if (user) return user;
  }
  return undefined;
}
