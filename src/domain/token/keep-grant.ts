import { mostSessions, type Pool, tracksSessions } from "../pool/pool.ts";
import type { Services } from "../services.ts";
import type { Stores } from "../stores.ts";
import type { Grant } from "./grant.ts";
import type { Origin } from "./origin.ts";
import { seenAt } from "./token-session.ts";

/**
 * Stores a new grant. Where the pool tracks sessions, those of the person that were not used for longest are revoked,
 * so that with this one there are no more than it allows (AWS: UserPoolTokenSessionConfigType, MaxPerUser).
 */
export const storeGrant = ({ grants }: Pick<Stores, "grants">, pool: Pool, grant: Grant): Promise<void> =>
  grant.session ? grants.insertTracked(grant, mostSessions(pool)) : grants.insert(grant);

/** Notes that a session's refresh token was used. */
export async function noteActivity(
  { database, clock }: Pick<Services, "database" | "clock">,
  pool: Pool,
  grant: Grant,
  origin: Origin,
): Promise<void> {
  if (!grant.session || !tracksSessions(pool)) return;
  await database.grants.noteActivity(pool.id, grant.id, seenAt(origin, clock.now()));
}
