import { mostSessions, type Pool, tracksSessions } from "../pool/pool.ts";
import type { Services } from "../services.ts";
import type { Stores } from "../stores.ts";
import type { Grant } from "./grant.ts";
import type { Origin } from "./origin.ts";
import { seenAt, type TokenSession } from "./token-session.ts";

/**
 * Stores a new grant. Where the pool tracks sessions, those of the person that were not used for longest are revoked,
 * so that with this one there are no more than it allows (AWS: UserPoolTokenSessionConfigType, MaxPerUser).
 */
export const storeGrant = ({ grants }: Pick<Stores, "grants">, pool: Pool, grant: Grant): Promise<void> =>
  grant.session ? grants.insertTracked(grant, mostSessions(pool)) : grants.insert(grant);

/** Notes that a session's refresh token was used; with it the browser's session that it came of. */
export async function noteActivity(
  { database, clock }: Pick<Services, "database" | "clock">,
  pool: Pool,
  grant: Grant,
  origin: Origin,
): Promise<void> {
  if (!grant.session || !tracksSessions(pool)) return;
  const seen = seenAt(origin, clock.now());
  await database.grants.noteActivity(grant, seen);
  if (grant.browserSessionId) await noteBrowserActivity({ database }, pool, grant.browserSessionId, seen);
}

/** Notes that somebody was signed in by a browser's session, or by what came of it, where the pool tracks sessions. */
export async function noteBrowserActivity(
  { database }: Pick<Services, "database">,
  pool: Pool,
  sessionId: string,
  { lastActiveAt, deviceType, ipAddress }: Omit<TokenSession, "id">,
): Promise<void> {
  if (!tracksSessions(pool)) return;
  const seen = { lastActiveAt: lastActiveAt.toISOString(), deviceType, ipAddress };
  await database.browserSessions.update(pool.id, sessionId, (session) => ({
    ...session,
    content: { ...session.content, ...seen },
  }));
}
