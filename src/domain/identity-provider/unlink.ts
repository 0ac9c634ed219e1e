import { fail } from "../../errors.ts";
import type { Pool } from "../pool/pool.ts";
import type { Services } from "../services.ts";
import { identitiesOf, withIdentities } from "../user/identities.ts";
import type { User } from "../user/user.ts";
import { findUserByIdentity } from "./find-user-by-identity.ts";
import { linkedIdentityId, type ProviderIdentity } from "./linked-identity.ts";

type Unlinking = Pick<Services, "database" | "clock">;

/**
 * An account at a provider leads to nobody any more: who signs in with it next is a new user. Throws
 * UserNotFoundException where it led to nobody (AWS: AdminDisableProviderForUser).
 */
export async function unlinkIdentity(services: Unlinking, pool: Pool, identity: ProviderIdentity): Promise<void> {
  const user = await findUserByIdentity(services, pool, identity);
  if (!user) fail("UserNotFoundException");
  const modifiedAt = services.clock.now();
  const isMeant = ({ providerName, userId }: { providerName: string; userId: string }) =>
    providerName === identity.providerName && userId === identity.value;
  const unlink = (present: User): User => ({
    ...present,
    attributes: withIdentities(
      present.attributes,
      identitiesOf(present).filter((one) => !isMeant(one)),
    ),
    modifiedAt,
  });
  await services.database.transaction(async (stores) => {
    await stores.linkedIdentities.delete(pool.id, linkedIdentityId(identity));
    if (!(await stores.users.update(pool, user.sub, unlink))) fail("UserNotFoundException");
  });
}

/** A user of the pool's own signs in with the password no more, until somebody sets one. */
export async function disablePassword({ database, clock }: Unlinking, pool: Pool, user: User): Promise<void> {
  const modifiedAt = clock.now();
  const disable = ({ credentials: { password: _, ...credentials }, ...present }: User): User => ({
    ...present,
    credentials,
    modifiedAt,
  });
  if (!(await database.users.update(pool, user.sub, disable))) fail("UserNotFoundException");
}
